package dev.sonde.model;

/**
 * What flows through Sonde: a flat record of typed key/values with a time. A span is an event with an
 * end; a sample is an event with a value.
 */
public sealed interface WideEvent permits Span, Event, Sample {

  /** When it happened or began, in nanoseconds since the Unix epoch. */
  long timeNanos();

  /** Who said so. */
  Origin origin();

  /** Everything that was said, minus what {@link Origin#resource()} says for all of its records. */
  Attributes attributes();

  /**
   * What the wire format says of a record beside its attributes (trace state, flags, dropped counts,
   * temporality, buckets, ...), under the field's name in the OTLP JSON encoding.
   */
  Attributes detail();
}
