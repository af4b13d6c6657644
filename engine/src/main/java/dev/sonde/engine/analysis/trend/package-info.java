/** Whether a figure of a series of runs changed for good, and with which run. */
@NullMarked
package dev.sonde.engine.analysis.trend;

import org.jspecify.annotations.NullMarked;
