/**
 * A command under observation: its processes by way of /proc, its output line by line, its exit code
 * kept. Nothing here may hold the command up or change what it does.
 */
@NullMarked
package dev.sonde.app.run;

import org.jspecify.annotations.NullMarked;
