/** A scheduler, workers that compute and hold data, and what they tell of themselves. */
@NullMarked
package dev.sonde.demo.cluster;

import org.jspecify.annotations.NullMarked;
