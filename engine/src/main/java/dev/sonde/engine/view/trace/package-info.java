/** The view {@code trace}. */
@NullMarked
package dev.sonde.engine.view.trace;

import org.jspecify.annotations.NullMarked;
