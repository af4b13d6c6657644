/** The program's own log records, out of the logging library that it uses; no line of its own changes. */
@NullMarked
package dev.sonde.sdk.log;

import org.jspecify.annotations.NullMarked;
