/** The view {@code logs}. */
@NullMarked
package dev.sonde.engine.view.logs;

import org.jspecify.annotations.NullMarked;
