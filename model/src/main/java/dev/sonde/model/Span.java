package dev.sonde.model;

import java.util.List;
import java.util.Objects;

/**
 * An event with an end.
 *
 * @param id of this span; {@link SpanId#NONE} where the source gives none
 * @param parent the parent's span id in the same trace, 0 where there is none
 * @param startNanos since the Unix epoch
 * @param endNanos since the Unix epoch; {@link #OPEN} for a span that has not ended
 * @param statusMessage empty where there is none
 * @param moments OpenTelemetry's span events, in the order in which they came
 */
public record Span(
    Origin origin,
    SpanId id,
    long parent,
    String name,
    Kind kind,
    long startNanos,
    long endNanos,
    Status status,
    String statusMessage,
    Attributes attributes,
    List<Moment> moments,
    List<Link> links,
    Attributes detail)
    implements WideEvent {

  /** The end of a span that is still open; real clocks do not reach it. */
  public static final long OPEN = Long.MIN_VALUE;

  /** OTLP's span kinds, in its numbering. */
  public enum Kind {
    UNSPECIFIED,
    INTERNAL,
    SERVER,
    CLIENT,
    PRODUCER,
    CONSUMER
  }

  /** OTLP's status codes, in its numbering. */
  public enum Status {
    UNSET,
    OK,
    ERROR
  }

  /** A named moment within a span, e.g. an exception. */
  public record Moment(long timeNanos, String name, Attributes attributes, Attributes detail) {
    public Moment {
      Objects.requireNonNull(name, "name is null");
    }
  }

  /** A reference to another span, in this or another trace. */
  public record Link(SpanId to, Attributes attributes, Attributes detail) {
    public Link {
      Objects.requireNonNull(to, "to is null");
    }
  }

  public Span {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(attributes, "attributes is null");
    moments = List.copyOf(moments);
    links = List.copyOf(links);
  }

  /** An ended span of which no more is known than this. */
  public Span(
      Origin origin,
      SpanId id,
      String name,
      long startNanos,
      long endNanos,
      Attributes attributes) {
    this(
        origin,
        id,
        0,
        name,
        Kind.UNSPECIFIED,
        startNanos,
        endNanos,
        Status.UNSET,
        "",
        attributes,
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  public boolean isOpen() {
    return endNanos == OPEN;
  }

  @Override
  public long timeNanos() {
    return startNanos;
  }
}
