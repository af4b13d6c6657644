/** Real programs of several processes, written on the public SDK alone, to look at. */
@NullMarked
package dev.sonde.demo;

import org.jspecify.annotations.NullMarked;
