package dev.sonde.sdk.pipeline;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts by cause, from any thread. */
final class LossCounts {

  private final Map<String, LongAdder> byCause = new ConcurrentHashMap<>();

  void add(String cause, long records) {
    if (records > 0) {
      of(cause).add(records);
    }
  }

  /** For those who count one by one. */
  LongAdder of(String cause) {
    return byCause.computeIfAbsent(cause, key -> new LongAdder());
  }

  void addTo(Map<String, Long> sums) {
    byCause.forEach((cause, count) -> {
      long sum = count.sum();
      if (sum > 0) {
        sums.merge(cause, sum, Long::sum);
      }
    });
  }

  Map<String, Long> get() {
    Map<String, Long> counts = new TreeMap<>();
    addTo(counts);
    return counts;
  }
}
