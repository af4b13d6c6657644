package dev.sonde.engine.view.span;

import dev.sonde.engine.record.EventList.EventRow;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.view.span.SpanResult.ExceptionRow;
import dev.sonde.engine.view.span.SpanResult.LinkRow;
import dev.sonde.engine.view.span.SpanResult.MomentRow;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A span that was found: the record, and the columns that a store makes of it. */
record Known(
    Span span,
    @Nullable String traceId,
    @Nullable String spanId,
    @Nullable String parentId,
    String run,
    @Nullable String service,
    @Nullable String worker,
    @Nullable String taskKey,
    @Nullable String taskPrefix,
    @Nullable String component,
    String role,
    @Nullable String error) {

  /** Beginnings of the keys under which inputs are captured. */
  private static final List<String> INPUTS =
      List.of(
          Keys.TASK_INPUT,
          "gen_ai.input.",
          "gen_ai.prompt",
          "gen_ai.system_instructions",
          "gen_ai.tool.call.arguments",
          "input.");

  /** Beginnings of the keys under which outputs are captured. */
  private static final List<String> OUTPUTS =
      List.of(
          Keys.TASK_OUTPUT,
          "gen_ai.output.messages",
          "gen_ai.completion",
          "gen_ai.tool.call.result",
          "output.");

  static Known of(Span span, Row row) {
    return new Known(
        span,
        row.textOrNull("trace_id"),
        row.textOrNull("span_id"),
        row.textOrNull("parent_id"),
        row.text("run_id"),
        row.textOrNull("service"),
        row.textOrNull("worker"),
        row.textOrNull("task_key"),
        row.textOrNull("task_prefix"),
        row.textOrNull("component"),
        row.text("role"),
        row.textOrNull("error"));
  }

  /** Whose span it is: the worker's, else the service's. */
  String party() {
    return worker != null ? worker : service != null ? service : "";
  }

  SpanResult result(List<EventRow> logs) {
    Long end = span.isOpen() ? null : (Long) span.endNanos();
    Span.Kind kind = span.kind();
    return new SpanResult(
        traceId,
        spanId,
        parentId,
        span.name(),
        kind == Span.Kind.UNSPECIFIED ? null : kind.name().toLowerCase(Locale.ROOT),
        service,
        worker,
        run,
        taskKey,
        taskPrefix,
        component,
        role,
        span.startNanos(),
        end,
        end == null ? null : (Double) ((end - span.startNanos()) / 1e9),
        span.status().name().toLowerCase(Locale.ROOT),
        span.statusMessage().isEmpty() ? null : span.statusMessage(),
        error,
        json(span.attributes()),
        span.moments().stream().map(Known::moment).toList(),
        span.links().stream().map(Known::link).toList(),
        exception(),
        json(some(INPUTS)),
        json(some(OUTPUTS)),
        logs,
        json(span.origin().resource()),
        span.origin().scope().isEmpty() ? null : span.origin().scope(),
        json(span.detail()));
  }

  private static MomentRow moment(Span.Moment moment) {
    return new MomentRow(moment.timeNanos(), moment.name(), json(moment.attributes()));
  }

  private static LinkRow link(Span.Link link) {
    return new LinkRow(
        link.to().hasTrace() ? link.to().traceHex() : null,
        link.to().hasSpan() ? link.to().spanHex() : null,
        json(link.attributes()));
  }

  private @Nullable ExceptionRow exception() {
    List<Attributes> said = new ArrayList<>(List.of(span.attributes()));
    span.moments().forEach(moment -> said.add(moment.attributes()));
    for (Attributes each : said.reversed()) {
      if (each.has("exception.type") || each.has("exception.message")) {
        return new ExceptionRow(
            each.text("exception.type"),
            each.text("exception.message"),
            each.text("exception.stacktrace"));
      }
    }
    return null;
  }

  private Attributes some(List<String> beginnings) {
    Attributes.Builder some = Attributes.builder();
    span.attributes()
        .forEach((key, value) -> {
          if (beginnings.stream().anyMatch(key::startsWith)) {
            some.put(key, value);
          }
        });
    return some.build();
  }

  static Json json(Attributes attributes) {
    return new Json(AttributesJson.write(attributes));
  }
}
