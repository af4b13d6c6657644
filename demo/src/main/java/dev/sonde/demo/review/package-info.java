/** Agents that react to typed artifacts on a board, and ask a language model. */
@NullMarked
package dev.sonde.demo.review;

import org.jspecify.annotations.NullMarked;
