/** Draws answers: text for a terminal or a pipe, JSON, CSV. Knows nothing of stores and views. */
@NullMarked
package dev.sonde.engine.render;

import org.jspecify.annotations.NullMarked;
