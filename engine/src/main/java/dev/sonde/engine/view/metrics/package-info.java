/** Measured values over time. */
@NullMarked
package dev.sonde.engine.view.metrics;

import org.jspecify.annotations.NullMarked;
