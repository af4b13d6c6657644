/** The view {@code overview}. */
@NullMarked
package dev.sonde.engine.view.overview;

import org.jspecify.annotations.NullMarked;
