/** Records and relations written in the formats of others, as streams: nothing is held as a whole. */
@NullMarked
package dev.sonde.engine.export;

import org.jspecify.annotations.NullMarked;
