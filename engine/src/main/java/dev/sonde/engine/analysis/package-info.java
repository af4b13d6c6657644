/**
 * Pure analyses: from rows to results, without a store, a clock or I/O. What each means is defined in
 * docs/analysis.md.
 */
@NullMarked
package dev.sonde.engine.analysis;

import org.jspecify.annotations.NullMarked;
