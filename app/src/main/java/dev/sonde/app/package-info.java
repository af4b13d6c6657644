/** The command line: commands, settings, wiring. {@link dev.sonde.app.Main} is where it all begins. */
@NullMarked
package dev.sonde.app;

import org.jspecify.annotations.NullMarked;
