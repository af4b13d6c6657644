/** The command line: commands, settings, wiring. */
@NullMarked
package dev.sonde.app;

import org.jspecify.annotations.NullMarked;
