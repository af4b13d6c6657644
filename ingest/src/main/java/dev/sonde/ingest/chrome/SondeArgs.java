package dev.sonde.ingest.chrome;

import dev.sonde.ingest.json.Ids;
import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;

/** What Sonde's own export writes as arguments, read back. */
final class SondeArgs {

  private SondeArgs() {}

  static SpanId id(Attributes args) {
    String trace = args.text("trace_id");
    String span = args.text("span_id");
    Long low = trace == null ? null : Ids.low(trace);
    Long own = span == null ? null : Ids.low(span);
    return new SpanId(
        trace == null ? 0 : Ids.high(trace), low == null ? 0 : low, own == null ? 0 : own);
  }

  static long parent(Attributes args) {
    String parent = args.text("parent_id");
    Long id = parent == null ? null : Ids.low(parent);
    return id == null ? 0 : id;
  }

  static Span.Status status(Attributes args) {
    return switch (String.valueOf(args.text("status"))) {
      case "ok" -> Span.Status.OK;
      case "error" -> Span.Status.ERROR;
      default -> Span.Status.UNSET;
    };
  }

  /** The attributes as they were, with what is known of the record from its resource. */
  static Attributes attributes(Attributes args) {
    Attributes.Builder all = Attributes.builder();
    if (args.get("attributes") instanceof Value.Map map) {
      all.putAll(map.entries());
    }
    add(all, Keys.RUN_ID, args.text("run_id"));
    add(all, Keys.TASK_KEY, args.text("task_key"));
    return all.build();
  }

  private static void add(
      Attributes.Builder all, String key, @org.jspecify.annotations.Nullable String value) {
    if (value != null && !all.has(key)) {
      all.put(key, value);
    }
  }
}
