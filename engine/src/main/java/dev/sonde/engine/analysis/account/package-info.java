/** Where all the time of all slots went: parts that add up to the whole, to the nanosecond. Pure. */
@NullMarked
package dev.sonde.engine.analysis.account;

import org.jspecify.annotations.NullMarked;
