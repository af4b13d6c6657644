/** Follows files that are still being written. */
@NullMarked
package dev.sonde.ingest.tail;

import org.jspecify.annotations.NullMarked;
