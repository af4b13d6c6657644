package dev.sonde.model.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Sample;
import dev.sonde.model.Value;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Samples as metrics: those that follow each other and are of one metric share it. */
final class MetricsJson {

  private static final List<String> OF_METRIC =
      List.of("description", "metadata", "aggregationTemporality", "isMonotonic");

  private static final List<String> OF_POINT =
      List.of(
          "startTimeUnixNano",
          "count",
          "min",
          "max",
          "explicitBounds",
          "bucketCounts",
          "scale",
          "zeroCount",
          "zeroThreshold",
          "positive",
          "negative",
          "quantileValues",
          "exemplars",
          "flags");

  private MetricsJson() {}

  static void write(List<Sample> samples, StringBuilder json) {
    int from = 0;
    while (from < samples.size()) {
      int to = from + 1;
      while (to < samples.size() && isOneMetric(samples.get(from), samples.get(to))) {
        to++;
      }
      json.append(from > 0 ? "," : "");
      metric(samples.subList(from, to), json);
      from = to;
    }
  }

  private static boolean isOneMetric(Sample a, Sample b) {
    return a.name().equals(b.name())
        && a.unit().equals(b.unit())
        && a.shape() == b.shape()
        && OF_METRIC.stream().allMatch(f -> Objects.equals(a.detail().get(f), b.detail().get(f)));
  }

  private static void metric(List<Sample> samples, StringBuilder json) {
    Sample first = samples.get(0);
    Attributes detail = first.detail();
    JsonObject metric = new JsonObject(json);
    metric.text("name", first.name());
    if (!first.unit().isEmpty()) {
      metric.text("unit", first.unit());
    }
    metric.details(detail, List.of("description", "metadata"));
    JsonObject data = new JsonObject(metric.raw(field(first.shape())));
    temporality(detail.get("aggregationTemporality"), data);
    monotonic(detail.get("isMonotonic"), data);
    data.raw("dataPoints").append('[');
    for (int i = 0; i < samples.size(); i++) {
      json.append(i > 0 ? "," : "");
      point(samples.get(i), new JsonObject(json));
    }
    data.close(']');
    data.end();
    metric.end();
  }

  private static void monotonic(@Nullable Value monotonic, JsonObject data) {
    if (monotonic != null) {
      data.plain("isMonotonic", monotonic);
    }
  }

  private static String field(Sample.Shape shape) {
    return switch (shape) {
      case GAUGE -> "gauge";
      case SUM -> "sum";
      case HISTOGRAM -> "histogram";
      case EXPONENTIAL_HISTOGRAM -> "exponentialHistogram";
      case SUMMARY -> "summary";
    };
  }

  private static void temporality(@Nullable Value temporality, JsonObject data) {
    if (temporality instanceof Value.Text word) {
      boolean delta = word.value().equals("delta");
      data.raw("aggregationTemporality").append(delta ? 1 : 2);
    } else if (temporality != null) {
      data.plain("aggregationTemporality", temporality);
    }
  }

  private static void point(Sample sample, JsonObject json) {
    json.attributes("attributes", sample.attributes());
    json.time("timeUnixNano", sample.timeNanos());
    Value exact = sample.detail().get("asInt");
    switch (sample.shape()) {
      case GAUGE, SUM -> {
        if (exact != null) {
          json.plain("asInt", exact);
        } else if (!Double.isNaN(sample.value())) {
          ValueJson.real(sample.value(), json.raw("asDouble"));
        }
      }
      case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> {
        if (!Double.isNaN(sample.value())) {
          ValueJson.real(sample.value(), json.raw("sum"));
        }
      }
      case SUMMARY -> ValueJson.real(sample.value(), json.raw("sum"));
    }
    json.details(sample.detail(), OF_POINT);
    json.end();
  }
}
