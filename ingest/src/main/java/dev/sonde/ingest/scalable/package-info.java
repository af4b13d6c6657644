/** Run directories of Scalable, in the three dialects of its code and its two tutorials. */
@NullMarked
package dev.sonde.ingest.scalable;

import org.jspecify.annotations.NullMarked;
