/** The view {@code versions}. */
@NullMarked
package dev.sonde.engine.view.versions;

import org.jspecify.annotations.NullMarked;
