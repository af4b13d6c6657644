/** The view {@code compare}. */
@NullMarked
package dev.sonde.engine.view.compare;

import org.jspecify.annotations.NullMarked;
