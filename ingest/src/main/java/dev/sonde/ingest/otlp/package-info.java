/**
 * OpenTelemetry's own protocol, as JSON and as protobuf, for traces, logs and metrics. Both encodings
 * fill the same drafts, so that a message means the same in either.
 */
@NullMarked
package dev.sonde.ingest.otlp;

import org.jspecify.annotations.NullMarked;
