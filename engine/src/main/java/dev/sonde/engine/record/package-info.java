/** Rows of a store as the records that they were made of. */
@NullMarked
package dev.sonde.engine.record;

import org.jspecify.annotations.NullMarked;
