/** Wide events in OpenTelemetry's own form, for others to read. */
@NullMarked
package dev.sonde.model.otlp;

import org.jspecify.annotations.NullMarked;
