/** Spark's event logs: docs/formats/spark.md says what becomes of each event. */
@NullMarked
package dev.sonde.ingest.spark;

import org.jspecify.annotations.NullMarked;
