/** Two agents that count Fibonacci numbers together, each with a wait in it. */
@NullMarked
package dev.sonde.demo.agents;

import org.jspecify.annotations.NullMarked;
