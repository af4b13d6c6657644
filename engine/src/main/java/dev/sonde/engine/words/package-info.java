/** How numbers are written in sentences and tables. */
@NullMarked
package dev.sonde.engine.words;

import org.jspecify.annotations.NullMarked;
