/** Dask's task stream and cluster dump: docs/formats/dask.md says what becomes of each field. */
@NullMarked
package dev.sonde.ingest.dask;

import org.jspecify.annotations.NullMarked;
