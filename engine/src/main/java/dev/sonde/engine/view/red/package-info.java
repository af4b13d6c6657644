/** The view {@code red}. */
@NullMarked
package dev.sonde.engine.view.red;

import org.jspecify.annotations.NullMarked;
