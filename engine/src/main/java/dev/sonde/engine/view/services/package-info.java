/** The view {@code services}. */
@NullMarked
package dev.sonde.engine.view.services;

import org.jspecify.annotations.NullMarked;
