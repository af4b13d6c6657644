/**
 * One run as narrow columns: tasks, workers and everything that took time, by number. What the analyses
 * of time (critical path, accounts, replay, diagnosis) stand on; a million records are some 60 MB.
 */
@NullMarked
package dev.sonde.engine.analysis.execution;

import org.jspecify.annotations.NullMarked;
