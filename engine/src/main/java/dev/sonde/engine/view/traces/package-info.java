/** The view {@code traces}. */
@NullMarked
package dev.sonde.engine.view.traces;

import org.jspecify.annotations.NullMarked;
