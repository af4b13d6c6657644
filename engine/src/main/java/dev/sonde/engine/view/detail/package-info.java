/** The view {@code detail}. */
@NullMarked
package dev.sonde.engine.view.detail;

import org.jspecify.annotations.NullMarked;
