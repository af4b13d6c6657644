/** The view {@code histogram}. */
@NullMarked
package dev.sonde.engine.view.histogram;

import org.jspecify.annotations.NullMarked;
