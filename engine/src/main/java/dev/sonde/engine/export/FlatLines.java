package dev.sonde.engine.export;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.Records;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Event;
import dev.sonde.model.RecordJson;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;

/**
 * One flat object a record: its own fields, then its attributes at top level under their own names. An
 * attribute with the name of a field stays in {@code attributes}. These lines are a form of Sonde's own
 * stream, whose reader takes fields that it does not know as attributes, so they read back equal.
 */
final class FlatLines {

  /** Names that a record's own fields have, and those that tell a stream's header and trailer. */
  static final Set<String> FIELDS =
      Set.of(
          "kind",
          "name",
          "trace_id",
          "span_id",
          "parent_id",
          "span_kind",
          "start_ns",
          "end_ns",
          "time_ns",
          "status",
          "message",
          "unit",
          "shape",
          "scope",
          "resource",
          "origin_detail",
          "attributes",
          "detail",
          "moments",
          "links",
          "body",
          "value",
          "severity",
          "sonde",
          "sonde_end");

  private final Writer out;
  private final StringBuilder line = new StringBuilder(1024);
  private long written;

  private FlatLines(Writer out) {
    this.out = out;
  }

  static long write(Ask ask, Writer out) {
    FlatLines lines = new FlatLines(out);
    Records records = new Records(ask);
    records.spans(lines::add);
    records.events(lines::add);
    records.samples(lines::add);
    return lines.written;
  }

  private boolean add(WideEvent record) {
    Attributes.Builder kept = Attributes.builder();
    record
        .attributes()
        .forEach((key, value) -> {
          if (FIELDS.contains(key)) {
            kept.put(key, value);
          }
        });
    line.setLength(0);
    RecordJson.write(with(record, kept.build()), line);
    line.setLength(line.length() - 1);
    record
        .attributes()
        .forEach((key, value) -> {
          if (!FIELDS.contains(key)) {
            line.append(',');
            AttributesJson.quote(key, line);
            AttributesJson.write(value, line.append(':'));
          }
        });
    line.append("}\n");
    try {
      out.append(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    written++;
    return true;
  }

  private static WideEvent with(WideEvent record, Attributes attributes) {
    return switch (record) {
      case Span s ->
          new Span(
              s.origin(),
              s.id(),
              s.parent(),
              s.name(),
              s.kind(),
              s.startNanos(),
              s.endNanos(),
              s.status(),
              s.statusMessage(),
              attributes,
              s.moments(),
              s.links(),
              s.detail());
      case Event e ->
          new Event(
              e.origin(),
              e.timeNanos(),
              e.name(),
              e.severity(),
              e.body(),
              e.span(),
              attributes,
              e.detail());
      case Sample s ->
          new Sample(
              s.origin(),
              s.timeNanos(),
              s.name(),
              s.unit(),
              s.shape(),
              s.value(),
              attributes,
              s.detail());
    };
  }
}
