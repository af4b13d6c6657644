/** The view {@code diagnose}. */
@NullMarked
package dev.sonde.engine.view.diagnose;

import org.jspecify.annotations.NullMarked;
