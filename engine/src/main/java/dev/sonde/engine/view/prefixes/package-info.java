/** The view {@code prefixes}. */
@NullMarked
package dev.sonde.engine.view.prefixes;

import org.jspecify.annotations.NullMarked;
