package dev.sonde.ingest.chrome;

import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Arrows between slices: a slice that one arrives at has a link to the slice that it left. */
final class Flows {

  private record Flow(String category, String id) {}

  private final Nesting nesting;

  Flows(Nesting nesting) {
    this.nesting = nesting;
  }

  /** Binds the ends of arrows to slices; what is returned has no slice at one of its ends. */
  List<TraceEvent> bind(List<TraceEvent> events) {
    Map<Flow, List<TraceEvent>> flows = new HashMap<>();
    for (TraceEvent event : events) {
      Flow flow = new Flow(event.category(), event.id());
      flows.computeIfAbsent(flow, f -> new ArrayList<>()).add(event);
    }
    List<TraceEvent> left = new ArrayList<>();
    flows.values().forEach(points -> bind(points, left));
    left.sort(Comparator.comparingLong(TraceEvent::at));
    return left;
  }

  private void bind(List<TraceEvent> points, List<TraceEvent> left) {
    points.sort(
        Comparator.comparingInt((TraceEvent e) -> "stf".indexOf(e.kind()))
            .thenComparingLong(Trace::time));
    Slice before = null;
    int bound = 0;
    for (TraceEvent point : points) {
      Slice slice = slice(point);
      if (slice == null) {
        continue;
      }
      bound++;
      if (before != null && before != slice && point.kind() != 's') {
        slice.links.add(new Span.Link(before.id, attributes(point), Attributes.EMPTY));
      }
      before = slice;
    }
    if (bound < 2) {
      left.addAll(points);
    }
  }

  private static Attributes attributes(TraceEvent point) {
    Attributes.Builder said = Attributes.builder();
    said.put("chrome.flow.name", point.name()).put("chrome.flow.id", point.id());
    return said.putAll(point.args()).build();
  }

  /** An arrow arrives at the slice that begins next, unless it says the one around it. */
  private @Nullable Slice slice(TraceEvent point) {
    long time = Trace.time(point);
    if (point.kind() == 'f' && !"e".equals(point.rest().text("bp"))) {
      Slice next = nesting.after(point.place(), time);
      return next != null ? next : nesting.at(point.place(), time);
    }
    return nesting.at(point.place(), time);
  }
}
