/**
 * Runs of task graphs and of agents, played event by event from parameters and a seed: what happened is
 * known exactly, also what would have happened without a fault.
 */
@NullMarked
package dev.sonde.testkit.sim;

import org.jspecify.annotations.NullMarked;
