/** A sweep over scenarios with a cache on disk, retries, and a scenario that fails. */
@NullMarked
package dev.sonde.demo.sweep;

import org.jspecify.annotations.NullMarked;
