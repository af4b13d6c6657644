package dev.sonde.sdk.pipeline;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.util.List;

/** What records take in memory, roughly: their long texts count, what is small counts as usual. */
final class Weights {

  private static final long RECORD = 256;
  private static final long ENTRY = 48;

  private Weights() {}

  static Delivery.Weighed of(List<WideEvent> records) {
    long bytes = 0;
    for (WideEvent record : records) {
      bytes += of(record);
    }
    return new Delivery.Weighed(records, bytes);
  }

  static long of(WideEvent record) {
    long bytes = RECORD + of(record.attributes(), 0);
    if (record instanceof Span span) {
      for (Span.Moment moment : span.moments()) {
        bytes += RECORD + of(moment.attributes(), 0);
      }
      return bytes + RECORD * span.links().size();
    } else if (record instanceof Event event && event.body() != null) {
      return bytes + of(event.body(), 0);
    }
    return bytes;
  }

  private static long of(Attributes attributes, int depth) {
    long bytes = 0;
    for (int i = 0; i < attributes.size(); i++) {
      bytes += ENTRY + of(attributes.value(i), depth);
    }
    return bytes;
  }

  private static long of(Value value, int depth) {
    if (value instanceof Value.Text text) {
      return text.value().length();
    } else if (depth > 20) {
      return ENTRY;
    } else if (value instanceof Value.Array array) {
      long bytes = ENTRY;
      for (Value each : array.values()) {
        bytes += ENTRY + of(each, depth + 1);
      }
      return bytes;
    } else if (value instanceof Value.Map map) {
      return ENTRY + of(map.entries(), depth + 1);
    }
    return 0;
  }
}
