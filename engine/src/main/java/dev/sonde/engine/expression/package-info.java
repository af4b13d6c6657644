/** A small language for values that are worked out from a record's own: parsed here, run as SQL. */
@NullMarked
package dev.sonde.engine.expression;

import org.jspecify.annotations.NullMarked;
