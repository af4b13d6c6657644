package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A span while its fields come in; used again and again. */
final class SpanDraft {

  private static final Span.Kind[] KINDS = Span.Kind.values();
  private static final Span.Status[] STATUSES = Span.Status.values();

  long traceHigh;
  long traceLow;
  long span;
  long parent;
  String name = "";
  long kind;
  long startNanos;
  long endNanos;
  long status;
  String statusMessage = "";
  String traceState = "";
  long flags;
  long droppedAttributes;
  long droppedEvents;
  long droppedLinks;
  final Attributes.Builder attributes = Attributes.builder();
  final List<Span.Moment> moments = new ArrayList<>();
  final List<Span.Link> links = new ArrayList<>();

  void clear() {
    traceHigh = 0;
    traceLow = 0;
    span = 0;
    parent = 0;
    name = "";
    kind = 0;
    startNanos = 0;
    endNanos = 0;
    status = 0;
    statusMessage = "";
    traceState = "";
    flags = 0;
    droppedAttributes = 0;
    droppedEvents = 0;
    droppedLinks = 0;
    attributes.clear();
    moments.clear();
    links.clear();
  }

  /** The span, or null where its times cannot be; that is then counted. */
  @Nullable Span build(Origin origin, Output out) {
    if (startNanos <= 0) {
      out.reject(
          Problem.Code.MISSING_TIME,
          "span \"" + name + "\" has startTimeUnixNano " + Long.toUnsignedString(startNanos));
      return null;
    }
    long end = endNanos == 0 ? Span.OPEN : endNanos;
    if (endNanos < 0) {
      out.note(
          Problem.Code.MALFORMED,
          "span \"" + name + "\" ends at " + Long.toUnsignedString(endNanos) + ", after 2262");
      end = Span.OPEN;
    }
    if (end != Span.OPEN && end < startNanos) {
      out.reject(
          Problem.Code.NEGATIVE_DURATION,
          "span \"" + name + "\" ends " + (startNanos - end) + " ns before it starts");
      return null;
    }
    return new Span(
        origin,
        id(traceHigh, traceLow, span),
        parent,
        name,
        known(kind, KINDS.length) ? KINDS[(int) kind] : Span.Kind.UNSPECIFIED,
        startNanos,
        end,
        known(status, STATUSES.length) ? STATUSES[(int) status] : Span.Status.UNSET,
        statusMessage,
        attributes.build(),
        moments(out),
        links,
        detail());
  }

  private List<Span.Moment> moments(Output out) {
    for (int i = 0; i < moments.size(); i++) {
      Span.Moment moment = moments.get(i);
      if (moment.timeNanos() <= 0) {
        out.note(
            Problem.Code.MISSING_TIME,
            "event \""
                + moment.name()
                + "\" of span \""
                + name
                + "\" has no time; taken as its start");
        moments.set(
            i, new Span.Moment(startNanos, moment.name(), moment.attributes(), moment.detail()));
      }
    }
    return moments;
  }

  private Attributes detail() {
    boolean numbered = known(kind, KINDS.length) && known(status, STATUSES.length);
    if (numbered
        && traceState.isEmpty()
        && (flags | droppedAttributes | droppedEvents | droppedLinks) == 0) {
      return Attributes.EMPTY;
    }
    return new Details()
        .text("traceState", traceState)
        .number("flags", flags)
        .number("kind", known(kind, KINDS.length) ? 0 : kind)
        .number("status.code", known(status, STATUSES.length) ? 0 : status)
        .number("droppedAttributesCount", droppedAttributes)
        .number("droppedEventsCount", droppedEvents)
        .number("droppedLinksCount", droppedLinks)
        .build();
  }

  private static boolean known(long number, int count) {
    return number >= 0 && number < count;
  }

  void addMoment(long timeNanos, String said, Attributes attributes, long dropped) {
    Attributes detail =
        dropped == 0
            ? Attributes.EMPTY
            : new Details().number("droppedAttributesCount", dropped).build();
    moments.add(new Span.Moment(timeNanos, said, attributes, detail));
  }

  static Span.Link link(
      long traceHigh,
      long traceLow,
      long span,
      Attributes attributes,
      String traceState,
      long flags,
      long dropped) {
    Attributes detail =
        new Details()
            .text("traceState", traceState)
            .number("flags", flags)
            .number("droppedAttributesCount", dropped)
            .build();
    return new Span.Link(id(traceHigh, traceLow, span), attributes, detail);
  }

  static SpanId id(long traceHigh, long traceLow, long span) {
    return (traceHigh | traceLow | span) == 0 ? SpanId.NONE : new SpanId(traceHigh, traceLow, span);
  }
}
