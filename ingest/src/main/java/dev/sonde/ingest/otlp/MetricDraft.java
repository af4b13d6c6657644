package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem;
import dev.sonde.model.Sample;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A metric while its fields come in: its points wait for the name. Used again and again. */
final class MetricDraft {

  private record Point(
      Sample.Shape shape, long timeNanos, double value, Attributes attributes, Attributes detail) {}

  String name = "";
  String unit = "";
  String description = "";
  Attributes metadata = Attributes.EMPTY;
  long temporality;
  boolean monotonic;
  final PointDraft point = new PointDraft();
  private final List<Point> points = new ArrayList<>();

  void clear() {
    name = "";
    unit = "";
    description = "";
    metadata = Attributes.EMPTY;
    temporality = 0;
    monotonic = false;
    points.clear();
  }

  /** Keeps the point as it stands in {@link #point}. */
  void add(Sample.Shape shape) {
    points.add(
        new Point(shape, point.timeNanos, point.value, point.attributes.build(), point.detail()));
  }

  /** Hands on one sample a point; a point without a place in time is counted instead. */
  void build(Origin origin, Output out, Consumer<Sample> samples) {
    Attributes common =
        new Details()
            .text("description", description)
            .map("metadata", metadata)
            .value("aggregationTemporality", temporality())
            .value("isMonotonic", monotonic ? Value.of(true) : null)
            .build();
    for (Point p : points) {
      if (p.timeNanos <= 0) {
        out.reject(
            Problem.Code.MISSING_TIME,
            "data point of metric \""
                + name
                + "\" has timeUnixNano "
                + Long.toUnsignedString(p.timeNanos));
      } else {
        samples.accept(
            new Sample(
                origin,
                p.timeNanos,
                name,
                unit,
                p.shape,
                p.value,
                p.attributes,
                joined(common, p.detail)));
      }
    }
  }

  private static Attributes joined(Attributes common, Attributes own) {
    if (own.isEmpty()) {
      return common;
    }
    return common.isEmpty() ? own : Attributes.builder().putAll(common).putAll(own).build();
  }

  private @Nullable Value temporality() {
    if (temporality == 0) {
      return null;
    } else if (temporality == 1) {
      return Value.of("delta");
    } else if (temporality == 2) {
      return Value.of("cumulative");
    }
    return Value.of(temporality);
  }
}
