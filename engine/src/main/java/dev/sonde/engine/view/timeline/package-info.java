/** The view {@code timeline}. */
@NullMarked
package dev.sonde.engine.view.timeline;

import org.jspecify.annotations.NullMarked;
