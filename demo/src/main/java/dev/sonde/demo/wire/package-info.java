/** Messages between processes over loopback, and the processes themselves. */
@NullMarked
package dev.sonde.demo.wire;

import org.jspecify.annotations.NullMarked;
