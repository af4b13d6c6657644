/**
 * A run played again under a change: how long would it have taken if transfers were free, a worker as
 * fast as the others, a retry not needed? A bound, as all else is taken to stay as it was. Pure.
 */
@NullMarked
package dev.sonde.engine.analysis.replay;

import org.jspecify.annotations.NullMarked;
