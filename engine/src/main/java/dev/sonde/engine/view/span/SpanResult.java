package dev.sonde.engine.view.span;

import dev.sonde.engine.record.EventList.EventRow;
import dev.sonde.engine.report.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of a span.
 *
 * @param kind null where it is not said
 * @param endNs null while open
 * @param events moments within the span
 * @param exception the last one that was recorded, null where there is none
 * @param inputs those of the attributes that hold what went in
 * @param outputs those of the attributes that hold what came out
 * @param logs events and log records that name this span
 * @param resource attributes of the process
 * @param scope name of the instrumentation scope, null where there is none
 * @param detail what the wire format says beside
 */
public record SpanResult(
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String parentId,
    String name,
    @Nullable String kind,
    @Nullable String service,
    @Nullable String worker,
    String run,
    @Nullable String taskKey,
    @Nullable String taskPrefix,
    @Nullable String component,
    String role,
    long startNs,
    @Nullable Long endNs,
    @Nullable Double durationS,
    String status,
    @Nullable String message,
    @Nullable String error,
    Json attributes,
    List<MomentRow> events,
    List<LinkRow> links,
    @Nullable ExceptionRow exception,
    Json inputs,
    Json outputs,
    List<EventRow> logs,
    Json resource,
    @Nullable String scope,
    Json detail) {

  /** Something that happened within the span. */
  public record MomentRow(long atNs, String name, Json attributes) {}

  /** Another span that this one refers to. */
  public record LinkRow(@Nullable String traceId, @Nullable String spanId, Json attributes) {}

  /** An exception as OpenTelemetry records it. */
  public record ExceptionRow(
      @Nullable String type, @Nullable String message, @Nullable String stacktrace) {}
}
