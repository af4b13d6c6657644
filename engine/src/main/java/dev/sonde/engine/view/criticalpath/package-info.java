/** The view {@code critical-path}. */
@NullMarked
package dev.sonde.engine.view.criticalpath;

import org.jspecify.annotations.NullMarked;
