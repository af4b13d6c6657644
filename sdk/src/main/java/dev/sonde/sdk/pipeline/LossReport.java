package dev.sonde.sdk.pipeline;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Tells one destination of what it did not get, as events among what it does get. What was told and did
 * not arrive is told again. Once a second is enough, as losses come in thousands. For one thread.
 */
final class LossReport {

  private static final int WARN = 13;
  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final List<LossCounts> counts;
  private final Map<String, Long> told = new HashMap<>();
  private final Map<String, Long> telling = new HashMap<>();
  private Origin origin = Origin.UNKNOWN;
  private long toldAt = System.nanoTime() - PAUSE;

  /**
   * @param counts all that concern the destination
   */
  LossReport(LossCounts... counts) {
    this.counts = List.of(counts);
  }

  /** These come from the process whose losses are told. */
  void seen(List<WideEvent> records) {
    if (origin.equals(Origin.UNKNOWN) && !records.isEmpty()) {
      Origin first = records.get(0).origin();
      origin = new Origin(first.resource(), "sonde.sdk", Attributes.EMPTY);
    }
  }

  /** Whether there is more than was told. */
  boolean hasNews() {
    return !sums().equals(told);
  }

  private Map<String, Long> sums() {
    Map<String, Long> sums = new HashMap<>();
    counts.forEach(each -> each.addTo(sums));
    return sums;
  }

  /** As {@link #news}, and none where there were some within the last second. */
  List<WideEvent> newsNowAndThen() {
    return System.nanoTime() - toldAt < PAUSE ? List.of() : news();
  }

  /** An event for each cause of which there are more than was told; empty mostly. */
  List<WideEvent> news() {
    Map<String, Long> sums = sums();
    telling.clear();
    List<WideEvent> events = new ArrayList<>();
    sums.forEach((cause, sum) -> {
      long more = sum - told.getOrDefault(cause, 0L);
      if (more > 0) {
        telling.put(cause, sum);
        events.add(event(cause, more));
      }
    });
    return events;
  }

  /** What {@link #news} said last has arrived. */
  void arrived() {
    told.putAll(telling);
    toldAt = System.nanoTime();
  }

  private Event event(String cause, long count) {
    Instant now = Instant.now();
    return new Event(
        origin,
        now.getEpochSecond() * 1_000_000_000L + now.getNano(),
        Keys.EVENT_SDK_DROPPED,
        WARN,
        Value.of(count + " records were dropped: " + cause),
        SpanId.NONE,
        Attributes.builder()
            .put(Keys.SDK_DROPPED_CAUSE, cause)
            .put(Keys.SDK_DROPPED_COUNT, count)
            .build(),
        Attributes.EMPTY);
  }
}
