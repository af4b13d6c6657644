package dev.sonde.engine.report;

import org.jspecify.annotations.Nullable;

/** A value with its meaning, from which each surface makes its own text. */
public sealed interface Cell {

  /** Prose; cut at its end where there is no room. */
  record Text(String text) implements Cell {}

  /** A name or key; cut in its middle where there is no room. */
  record Id(String text) implements Cell {}

  /** A length of time in seconds. */
  record Seconds(double seconds) implements Cell {}

  /** A size in bytes. */
  record Bytes(double bytes) implements Cell {}

  /** A rate in bytes per second. */
  record BytesPerSecond(double rate) implements Cell {}

  /** How many. */
  record Count(long count) implements Cell {}

  /** A plain number, e.g. a factor or a rate per second, with what to write behind it. */
  record Figure(double value, String suffix) implements Cell {}

  /** A part of a whole, 0 to 1. */
  record Share(double share) implements Cell {}

  /** A moment in nanoseconds since the epoch, shown as an offset from another. */
  record Offset(long nanos, long fromNanos) implements Cell {}

  /** A moment in nanoseconds since the epoch, shown by the clock. */
  record Clock(long nanos) implements Cell {}

  /** A moment with its day, in nanoseconds since the epoch. */
  record Date(long nanos) implements Cell {}

  /** Known to exist, value unknown. */
  record Unknown() implements Cell {}

  /** Does not apply. */
  record Blank() implements Cell {}

  static Cell text(@Nullable String text) {
    return text == null ? new Blank() : new Text(text);
  }

  static Cell id(@Nullable String text) {
    return text == null ? new Unknown() : new Id(text);
  }

  static Cell seconds(@Nullable Double seconds) {
    return seconds == null ? new Unknown() : new Seconds(seconds);
  }

  static Cell bytes(@Nullable Long bytes) {
    return bytes == null ? new Unknown() : new Bytes(bytes);
  }

  static Cell count(@Nullable Long count) {
    return count == null ? new Unknown() : new Count(count);
  }

  static Cell share(@Nullable Double share) {
    return share == null ? new Unknown() : new Share(share);
  }
}
