package dev.sonde.ingest.chrome;

import dev.sonde.ingest.json.Ids;
import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event with an end, while it is found out what it belongs to. */
final class Slice {

  final TraceEvent event;
  final long start;
  final long end;
  final SpanId id;
  final Attributes args;
  long parent;
  final List<Span.Link> links = new ArrayList<>();

  /** The innermost slice of the same thread around it. */
  @Nullable Slice around;

  /**
   * @param ended what ends it; null where that is missing
   */
  Slice(TraceEvent event, long start, long end, @Nullable TraceEvent ended, boolean sonde) {
    this.event = event;
    this.start = start;
    this.end = end;
    this.args =
        ended == null || ended.args().isEmpty()
            ? event.args()
            : Attributes.builder().putAll(event.args()).putAll(ended.args()).build();
    this.id = sonde ? SondeArgs.id(args) : made();
    this.parent = sonde ? SondeArgs.parent(args) : 0;
  }

  private SpanId made() {
    TraceEvent.Place place = event.place();
    return new SpanId(
        0,
        0,
        Ids.made(
            place.process(),
            place.thread(),
            event.category(),
            event.name(),
            event.id(),
            start,
            end,
            args));
  }

  boolean holds(long time) {
    return start <= time && (end == Span.OPEN || time <= end);
  }
}
