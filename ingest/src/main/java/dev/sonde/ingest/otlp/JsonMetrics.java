package dev.sonde.ingest.otlp;

import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Reads metrics of all kinds. */
final class JsonMetrics {

  private static final Map<String, Long> TEMPORALITIES =
      Map.of(
          "AGGREGATION_TEMPORALITY_UNSPECIFIED", 0L,
          "AGGREGATION_TEMPORALITY_DELTA", 1L,
          "AGGREGATION_TEMPORALITY_CUMULATIVE", 2L);

  private final JsonCursor cursor;
  private final JsonValues values;
  private final Output out;
  private final Names names = new Names();
  private final MetricDraft draft = new MetricDraft();
  private final JsonPoints points;

  JsonMetrics(JsonCursor cursor, JsonValues values, Output out) {
    this.cursor = cursor;
    this.values = values;
    this.out = out;
    this.points = new JsonPoints(cursor, values, draft.point);
  }

  void read(Consumer<Sample> samples) throws IOException {
    draft.clear();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "name" -> draft.name = names.of(cursor.text(name));
        case "description" -> draft.description = names.of(cursor.text(name));
        case "unit" -> draft.unit = names.of(cursor.text(name));
        case "metadata" -> draft.metadata = values.attributes(name);
        case "gauge" -> data(name, Sample.Shape.GAUGE);
        case "sum" -> data(name, Sample.Shape.SUM);
        case "histogram" -> data(name, Sample.Shape.HISTOGRAM);
        case "exponentialHistogram", "exponential_histogram" ->
            data(name, Sample.Shape.EXPONENTIAL_HISTOGRAM);
        case "summary" -> data(name, Sample.Shape.SUMMARY);
        default -> cursor.skip();
      }
    }
    draft.build(Origin.UNKNOWN, out, samples);
  }

  private void data(String field, Sample.Shape shape) throws IOException {
    if (!cursor.isObject(field)) {
      return;
    }
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "dataPoints", "data_points" -> {
          if (cursor.isArray(name)) {
            while (cursor.nextObject(name)) {
              points.read(shape);
              draft.add(shape);
            }
          }
        }
        case "aggregationTemporality", "aggregation_temporality" ->
            draft.temporality = cursor.choice(name, TEMPORALITIES);
        case "isMonotonic", "is_monotonic" -> draft.monotonic = cursor.bool(name);
        default -> cursor.skip();
      }
    }
  }
}
