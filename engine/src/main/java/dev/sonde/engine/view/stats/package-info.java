/** Figures per span name and service. */
@NullMarked
package dev.sonde.engine.view.stats;

import org.jspecify.annotations.NullMarked;
