/** The view {@code progress}. */
@NullMarked
package dev.sonde.engine.view.progress;

import org.jspecify.annotations.NullMarked;
