package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Sample;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data point of any kind of metric while its fields come in; used again and again. */
final class PointDraft {

  /** Whole numbers up to here are exact as a double; beyond, the detail keeps them as they were. */
  private static final long EXACT = 1L << 53;

  private Sample.Shape shape = Sample.Shape.GAUGE;
  long timeNanos;
  long startNanos;
  double value;
  @Nullable Value exact;
  long count;
  @Nullable Value min;
  @Nullable Value max;
  long flags;
  long scale;
  long zeroCount;
  double zeroThreshold;
  Attributes positive = Attributes.EMPTY;
  Attributes negative = Attributes.EMPTY;
  final List<Value> bounds = new ArrayList<>();
  final List<Value> buckets = new ArrayList<>();
  final List<Value> quantiles = new ArrayList<>();
  final List<Value> exemplars = new ArrayList<>();
  final Attributes.Builder attributes = Attributes.builder();

  void clear(Sample.Shape shape) {
    this.shape = shape;
    timeNanos = 0;
    startNanos = 0;
    // A summary always has a sum; that of a histogram, and the value of a point, may be unsaid.
    value = shape == Sample.Shape.SUMMARY ? 0 : Double.NaN;
    exact = null;
    count = 0;
    min = null;
    max = null;
    flags = 0;
    scale = 0;
    zeroCount = 0;
    zeroThreshold = 0;
    positive = Attributes.EMPTY;
    negative = Attributes.EMPTY;
    bounds.clear();
    buckets.clear();
    quantiles.clear();
    exemplars.clear();
    attributes.clear();
  }

  void setInt(long whole) {
    value = whole;
    exact = whole > EXACT || whole < -EXACT ? Value.of(whole) : null;
  }

  void setReal(double real) {
    value = real;
    exact = null;
  }

  Attributes detail() {
    return new Details()
        .number("startTimeUnixNano", startNanos)
        .value("asInt", exact)
        .value("count", isDistribution() ? Value.of(count) : null)
        .value("min", min)
        .value("max", max)
        .array("explicitBounds", new Value.Array(bounds))
        .array("bucketCounts", new Value.Array(buckets))
        .value("scale", shape == Sample.Shape.EXPONENTIAL_HISTOGRAM ? Value.of(scale) : null)
        .number("zeroCount", zeroCount)
        .value("zeroThreshold", zeroThreshold == 0 ? null : Value.of(zeroThreshold))
        .map("positive", positive)
        .map("negative", negative)
        .array("quantileValues", new Value.Array(quantiles))
        .array("exemplars", new Value.Array(exemplars))
        .number("flags", flags)
        .build();
  }

  private boolean isDistribution() {
    return switch (shape) {
      case GAUGE, SUM -> false;
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> true;
    };
  }

  static Attributes buckets(long offset, List<Value> counts) {
    return new Details()
        .number("offset", offset)
        .array("bucketCounts", new Value.Array(counts))
        .build();
  }

  static Value quantile(double quantile, double value) {
    return new Value.Map(
        new Details()
            .value("quantile", Value.of(quantile))
            .value("value", Value.of(value))
            .build());
  }

  /** An exemplar while its fields come in. */
  static final class Exemplar {
    long timeNanos;
    @Nullable Value value;
    boolean whole;
    long traceHigh;
    long traceLow;
    long span;
    Attributes filtered = Attributes.EMPTY;

    void set(long number) {
      value = Value.of(number);
      whole = true;
    }

    void set(double number) {
      value = Value.of(number);
      whole = false;
    }

    Value build() {
      boolean traced = (traceHigh | traceLow) != 0;
      return new Value.Map(
          new Details()
              .number("timeUnixNano", timeNanos)
              .value(whole ? "asInt" : "asDouble", value)
              .text("traceId", traced ? new SpanId(traceHigh, traceLow, 0).traceHex() : "")
              .text("spanId", span != 0 ? SpanId.spanHex(span) : "")
              .map("filteredAttributes", filtered)
              .build());
    }
  }
}
