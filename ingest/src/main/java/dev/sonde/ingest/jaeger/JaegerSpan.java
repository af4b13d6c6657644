package dev.sonde.ingest.jaeger;

import dev.sonde.ingest.json.Ids;
import dev.sonde.model.Attributes;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import org.jspecify.annotations.Nullable;

/** A span as it is written; times in nanoseconds. */
final class JaegerSpan {

  String trace = "";
  String id = "";
  String parent = "";
  String name = "";
  String process = "";
  @Nullable Long time;
  @Nullable Long duration;
  Value references = Value.Empty.INSTANCE;
  Value tags = Value.Empty.INSTANCE;
  Value logs = Value.Empty.INSTANCE;

  /** The process itself, where it is not named but written out. */
  Value inline = Value.Empty.INSTANCE;

  final Attributes.Builder rest = Attributes.builder(2);
  long at;

  boolean isSpan() {
    return !id.isEmpty() && (!trace.isEmpty() || time != null);
  }

  SpanId spanId() {
    return id(trace, id);
  }

  /** Ids of 64 and 128 bits, with or without their leading zeros; others are told apart all the same. */
  static SpanId id(String trace, String span) {
    return new SpanId(Ids.high(trace), number(trace), number(span));
  }

  static long number(String id) {
    Long number = Ids.low(id);
    return number != null ? number : id.isEmpty() ? 0 : Ids.made(id);
  }
}
