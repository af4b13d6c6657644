/** Sonde's own streams, as {@code observe spans --json} and the like write them. */
@NullMarked
package dev.sonde.ingest.stream;

import org.jspecify.annotations.NullMarked;
