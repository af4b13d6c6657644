/**
 * What went wrong with a run, each cause with the seconds that mending it could save at most. A new kind
 * of finding is a class here and a line in {@link dev.sonde.engine.analysis.diagnosis.Detectors}. Pure.
 */
@NullMarked
package dev.sonde.engine.analysis.diagnosis;

import org.jspecify.annotations.NullMarked;
