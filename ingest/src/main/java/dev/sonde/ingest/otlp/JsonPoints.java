package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Sample;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads data points. */
final class JsonPoints {

  private final JsonCursor cursor;
  private final JsonValues values;
  private final PointDraft draft;

  JsonPoints(JsonCursor cursor, JsonValues values, PointDraft draft) {
    this.cursor = cursor;
    this.values = values;
    this.draft = draft;
  }

  /** Fills the draft with the point that the cursor has entered. */
  void read(Sample.Shape shape) throws IOException {
    draft.clear(shape);
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "attributes" -> values.attributes(name, draft.attributes);
        case "startTimeUnixNano", "start_time_unix_nano" -> draft.startNanos = cursor.integer(name);
        case "timeUnixNano", "time_unix_nano" -> draft.timeNanos = cursor.integer(name);
        case "asDouble", "as_double" -> draft.setReal(cursor.real(name));
        case "asInt", "as_int" -> draft.setInt(cursor.integer(name));
        case "flags" -> draft.flags = cursor.integer(name);
        case "exemplars" -> exemplars(name);
        default -> distribution(name);
      }
    }
  }

  private void distribution(String name) throws IOException {
    switch (name) {
      case "count" -> draft.count = cursor.integer(name);
      case "sum" -> draft.setReal(cursor.real(name));
      case "min" -> draft.min = Value.of(cursor.real(name));
      case "max" -> draft.max = Value.of(cursor.real(name));
      case "bucketCounts", "bucket_counts" -> integers(name, draft.buckets);
      case "explicitBounds", "explicit_bounds" -> reals(name, draft.bounds);
      case "scale" -> draft.scale = cursor.integer(name);
      case "zeroCount", "zero_count" -> draft.zeroCount = cursor.integer(name);
      case "zeroThreshold", "zero_threshold" -> draft.zeroThreshold = cursor.real(name);
      case "positive" -> draft.positive = buckets(name);
      case "negative" -> draft.negative = buckets(name);
      case "quantileValues", "quantile_values" -> quantiles(name);
      default -> cursor.skip();
    }
  }

  private void integers(String field, List<Value> into) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextElement()) {
        into.add(Value.of(cursor.integer(field)));
      }
    }
  }

  private void reals(String field, List<Value> into) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextElement()) {
        into.add(Value.of(cursor.real(field)));
      }
    }
  }

  private Attributes buckets(String field) throws IOException {
    long offset = 0;
    List<Value> counts = new ArrayList<>();
    if (cursor.isObject(field)) {
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (name) {
          case "offset" -> offset = cursor.integer(name);
          case "bucketCounts", "bucket_counts" -> integers(name, counts);
          default -> cursor.skip();
        }
      }
    }
    return PointDraft.buckets(offset, counts);
  }

  private void quantiles(String field) throws IOException {
    if (!cursor.isArray(field)) {
      return;
    }
    while (cursor.nextObject(field)) {
      double quantile = 0;
      double value = 0;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (name) {
          case "quantile" -> quantile = cursor.real(name);
          case "value" -> value = cursor.real(name);
          default -> cursor.skip();
        }
      }
      draft.quantiles.add(PointDraft.quantile(quantile, value));
    }
  }

  private void exemplars(String field) throws IOException {
    if (cursor.isArray(field)) {
      while (cursor.nextObject(field)) {
        draft.exemplars.add(exemplar());
      }
    }
  }

  private Value exemplar() throws IOException {
    PointDraft.Exemplar exemplar = new PointDraft.Exemplar();
    for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
      switch (name) {
        case "timeUnixNano", "time_unix_nano" -> exemplar.timeNanos = cursor.integer(name);
        case "asDouble", "as_double" -> exemplar.set(cursor.real(name));
        case "asInt", "as_int" -> exemplar.set(cursor.integer(name));
        case "traceId", "trace_id" -> {
          cursor.id(name, 16);
          exemplar.traceHigh = cursor.idHigh;
          exemplar.traceLow = cursor.idLow;
        }
        case "spanId", "span_id" -> {
          cursor.id(name, 8);
          exemplar.span = cursor.idLow;
        }
        case "filteredAttributes", "filtered_attributes" ->
            exemplar.filtered = values.attributes(name);
        default -> cursor.skip();
      }
    }
    return exemplar.build();
  }
}
