package dev.sonde.ingest.spark;

import dev.sonde.ingest.Batches;
import dev.sonde.model.Span;
import java.util.LinkedHashMap;
import java.util.Map;

/** What has begun and not ended, in the order in which it began; the oldest is forgotten if it is too much. */
final class Begun {

  private static final int REMEMBERED = 100_000;

  private final Batches batches;

  private final Map<Long, Span> spans =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Span> eldest) {
          return size() > REMEMBERED;
        }
      };

  Begun(Batches batches) {
    this.batches = batches;
  }

  /** Keeps an open span until it is told of as ended, which goes on at once. */
  void told(Span span) {
    if (span.isOpen()) {
      spans.put(span.id().span(), span);
    } else {
      spans.remove(span.id().span());
      batches.add(span);
    }
  }

  /** Hands on what never ended. */
  void flush() {
    spans.values().forEach(batches::add);
    spans.clear();
  }
}
