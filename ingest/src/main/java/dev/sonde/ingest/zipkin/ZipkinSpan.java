package dev.sonde.ingest.zipkin;

import dev.sonde.ingest.json.Ids;
import dev.sonde.ingest.json.Micros;
import dev.sonde.model.Attributes;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span as it is written; times in nanoseconds. */
final class ZipkinSpan {

  String trace = "";
  String id = "";
  String parent = "";
  String name = "";
  String kind = "";
  @Nullable Long time;
  @Nullable Long duration;
  boolean shared;
  Endpoint local = Endpoint.NONE;
  Endpoint remote = Endpoint.NONE;
  Value annotations = Value.Empty.INSTANCE;
  Value tags = Value.Empty.INSTANCE;
  final Attributes.Builder rest = Attributes.builder(2);

  /** A field whose value is none of its kind. */
  String unusable = "";

  long at;

  /** Who is at one end; empty and null where that is not said. */
  record Endpoint(String service, @Nullable String address, @Nullable Long port) {
    static final Endpoint NONE = new Endpoint("", null, null);

    static Endpoint of(Value value) {
      if (!(value instanceof Value.Map map)) {
        return NONE;
      }
      Attributes said = map.entries();
      String service = said.text("serviceName");
      String address = said.text("ipv4");
      return new Endpoint(
          service == null ? "" : service,
          address == null ? said.text("ipv6") : address,
          said.integer("port"));
    }
  }

  /** What was remarked at a moment. */
  record Annotation(long time, String value) {}

  List<Annotation> annotations() {
    List<Annotation> all = new ArrayList<>();
    if (annotations instanceof Value.Array array) {
      for (Value value : array.values()) {
        if (value instanceof Value.Map map) {
          String text = map.entries().text("value");
          String when = map.entries().text("timestamp");
          Long nanos = when == null ? null : Micros.nanos(when);
          if (text != null && nanos != null) {
            all.add(new Annotation(nanos, text));
          }
        }
      }
    }
    return all;
  }

  @Nullable Long firstAnnotation() {
    return annotations().stream().map(Annotation::time).min(Long::compare).orElse(null);
  }

  Attributes tags() {
    return tags instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
  }

  /** The id as it is written; one that is no hexadecimal number is told apart all the same. */
  SpanId written() {
    return new SpanId(Ids.high(trace), number(trace), number(id));
  }

  static long number(String id) {
    Long number = Ids.low(id);
    return number == null ? Ids.made(id) : number;
  }
}
