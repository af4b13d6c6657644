/** The view {@code worker}. */
@NullMarked
package dev.sonde.engine.view.worker;

import org.jspecify.annotations.NullMarked;
