/** How records get from the threads that make them to the destinations: bounded, counted, off the way of the work. */
@NullMarked
package dev.sonde.sdk.pipeline;

import org.jspecify.annotations.NullMarked;
