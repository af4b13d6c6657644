/** The view {@code things}. */
@NullMarked
package dev.sonde.engine.view.things;

import org.jspecify.annotations.NullMarked;
