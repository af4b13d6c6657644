package dev.sonde.ingest.otlp;

import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Records of one resource that wait for the rest of what is said of their producer: in JSON it may come
 * after them, and schema URLs usually do.
 */
final class Held {

  /** So many may wait; the rest go on with what is known of their producer by then. */
  static final int LIMIT = 100_000;

  private record Part(OriginDraft.Scope scope, List<WideEvent> records) {}

  private final Output out;
  private OriginDraft.Resource resource = new OriginDraft.Resource();
  private List<Part> parts = new ArrayList<>();
  private int count;
  private boolean early;
  private Origin assumed = Origin.UNKNOWN;

  Held(Output out) {
    this.out = out;
  }

  void begin() {
    resource = new OriginDraft.Resource();
    parts = new ArrayList<>();
    count = 0;
    early = false;
  }

  OriginDraft.Resource resource() {
    return resource;
  }

  OriginDraft.Scope beginScope() {
    OriginDraft.Scope scope = new OriginDraft.Scope();
    parts.add(new Part(scope, new ArrayList<>()));
    return scope;
  }

  void add(WideEvent record) {
    parts.getLast().records.add(record);
    if (++count >= LIMIT) {
      Part open = parts.getLast();
      flush();
      assumed = origin(open.scope);
      early = true;
      parts.add(new Part(open.scope, new ArrayList<>()));
    }
  }

  /** Hands on all that wait, with what is known by now. */
  void release() {
    if (early && !parts.isEmpty() && !origin(parts.getFirst().scope).equals(assumed)) {
      out.note(
          Problem.Code.CAPPED,
          "more than "
              + LIMIT
              + " records came before what belongs to their resource or scope;"
              + " the first of them went without it");
    }
    flush();
    begin();
  }

  private void flush() {
    for (Part part : parts) {
      if (!part.records.isEmpty()) {
        Origin origin = out.shared(origin(part.scope));
        for (WideEvent record : part.records) {
          out.batches.add(from(origin, record));
        }
      }
    }
    parts = new ArrayList<>();
    count = 0;
  }

  private Origin origin(OriginDraft.Scope scope) {
    return OriginDraft.build(resource, scope);
  }

  private static WideEvent from(Origin origin, WideEvent record) {
    return switch (record) {
      case Span s ->
          new Span(
              origin,
              s.id(),
              s.parent(),
              s.name(),
              s.kind(),
              s.startNanos(),
              s.endNanos(),
              s.status(),
              s.statusMessage(),
              s.attributes(),
              s.moments(),
              s.links(),
              s.detail());
      case Event e ->
          new Event(
              origin,
              e.timeNanos(),
              e.name(),
              e.severity(),
              e.body(),
              e.span(),
              e.attributes(),
              e.detail());
      case Sample s ->
          new Sample(
              origin,
              s.timeNanos(),
              s.name(),
              s.unit(),
              s.shape(),
              s.value(),
              s.attributes(),
              s.detail());
    };
  }
}
