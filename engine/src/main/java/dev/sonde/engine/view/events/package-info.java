/** The view {@code events}. */
@NullMarked
package dev.sonde.engine.view.events;

import org.jspecify.annotations.NullMarked;
