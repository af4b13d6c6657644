/** Timelines of Ray: Chrome trace events of its tasks. */
@NullMarked
package dev.sonde.ingest.ray;

import org.jspecify.annotations.NullMarked;
