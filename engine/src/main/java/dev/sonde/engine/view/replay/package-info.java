/** The view {@code replay}. */
@NullMarked
package dev.sonde.engine.view.replay;

import org.jspecify.annotations.NullMarked;
