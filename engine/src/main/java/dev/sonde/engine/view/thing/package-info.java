/** The view {@code thing}. */
@NullMarked
package dev.sonde.engine.view.thing;

import org.jspecify.annotations.NullMarked;
