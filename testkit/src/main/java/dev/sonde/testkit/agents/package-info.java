/**
 * Runs of agents that ask each other, played event by event from parameters and a seed, with a fault
 * and without.
 */
@NullMarked
package dev.sonde.testkit.agents;

import org.jspecify.annotations.NullMarked;
