package dev.sonde.model;

import java.util.Objects;

/**
 * A measured value at one moment: one data point of a metric.
 *
 * @param timeNanos since the Unix epoch
 * @param unit UCUM as in OpenTelemetry, empty where there is none
 * @param value the point's number; of a distribution its sum (NaN where it has none)
 * @param attributes what tells this series from others of the same name
 * @param detail of a distribution its count, bounds and buckets; temporality, start time, exemplars
 */
public record Sample(
    Origin origin,
    long timeNanos,
    String name,
    String unit,
    Shape shape,
    double value,
    Attributes attributes,
    Attributes detail)
    implements WideEvent {

  /** OTLP's kinds of metrics. */
  public enum Shape {
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
  }

  public Sample {
    Objects.requireNonNull(origin, "origin is null");
    Objects.requireNonNull(name, "name is null");
    Objects.requireNonNull(unit, "unit is null");
    Objects.requireNonNull(shape, "shape is null");
    Objects.requireNonNull(attributes, "attributes is null");
    Objects.requireNonNull(detail, "detail is null");
  }
}
