/** The view {@code messages}. */
@NullMarked
package dev.sonde.engine.view.messages;

import org.jspecify.annotations.NullMarked;
