/** The view {@code span}. */
@NullMarked
package dev.sonde.engine.view.span;

import org.jspecify.annotations.NullMarked;
