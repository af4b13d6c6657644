/** The view {@code workers}. */
@NullMarked
package dev.sonde.engine.view.workers;

import org.jspecify.annotations.NullMarked;
