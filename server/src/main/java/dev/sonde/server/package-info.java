/** The server: one process that takes OTLP in and answers questions. */
@NullMarked
package dev.sonde.server;

import org.jspecify.annotations.NullMarked;
