/** Chrome's trace event format, and what others need who write it. */
@NullMarked
package dev.sonde.ingest.chrome;

import org.jspecify.annotations.NullMarked;
