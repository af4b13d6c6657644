/** Whether one set of runs is worse than another: what differs, and what of it is beyond noise. Pure. */
@NullMarked
package dev.sonde.engine.analysis.compare;

import org.jspecify.annotations.NullMarked;
