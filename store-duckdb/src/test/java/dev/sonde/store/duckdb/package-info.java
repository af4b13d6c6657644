@NullMarked
package dev.sonde.store.duckdb;

import org.jspecify.annotations.NullMarked;
