/** The view {@code stragglers}. */
@NullMarked
package dev.sonde.engine.view.stragglers;

import org.jspecify.annotations.NullMarked;
