/** The view {@code difference}. */
@NullMarked
package dev.sonde.engine.view.difference;

import org.jspecify.annotations.NullMarked;
