/** The view {@code spans}. */
@NullMarked
package dev.sonde.engine.view.spans;

import org.jspecify.annotations.NullMarked;
