/** The embedded store, on DuckDB. */
@NullMarked
package dev.sonde.store.duckdb;

import org.jspecify.annotations.NullMarked;
