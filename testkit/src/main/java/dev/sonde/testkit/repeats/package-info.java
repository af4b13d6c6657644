/** Runs that repeat each other but for chance, and for what is planted in them. */
@NullMarked
package dev.sonde.testkit.repeats;

import org.jspecify.annotations.NullMarked;
