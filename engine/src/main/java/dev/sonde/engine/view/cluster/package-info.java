/** The view {@code cluster}. */
@NullMarked
package dev.sonde.engine.view.cluster;

import org.jspecify.annotations.NullMarked;
