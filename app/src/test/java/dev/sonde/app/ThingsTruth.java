package dev.sonde.app;

import static dev.sonde.app.Telling.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is true of things, found in another way than the view finds it. */
final class ThingsTruth {

  private ThingsTruth() {}

  /** A stretch of time in which a thing was there; {@code to} negative while open. */
  record Life(long from, long to, boolean skewed) {}

  record Mark(long at, boolean ends) {}

  /** By hand: through the marks in the order of time; the ends that belong to nothing. */
  static long lives(List<Mark> told, List<Life> into) {
    List<Mark> begins = told.stream().filter(mark -> !mark.ends()).toList();
    List<Mark> ends = told.stream().filter(Mark::ends).toList();
    long first = begins.stream().mapToLong(Mark::at).min().orElse(-1);
    if (!begins.isEmpty() && !ends.isEmpty() && ends.stream().allMatch(e -> e.at() < first)) {
      into.add(new Life(first, first, true));
      return 0;
    }
    List<Mark> ordered = new ArrayList<>(told);
    ordered.sort(Comparator.comparingLong(Mark::at).thenComparing(Mark::ends));
    long from = -1;
    long to = -1;
    boolean stray = false;
    for (Mark mark : ordered) {
      if (mark.ends()) {
        stray |= from < 0;
        to = from < 0 ? -1 : mark.at();
      } else if (from < 0 || to >= 0) {
        if (from >= 0) {
          into.add(new Life(from, to, false));
        }
        from = mark.at();
        to = -1;
      }
    }
    if (from >= 0) {
      into.add(new Life(from, to, false));
    }
    return stray ? 1 : 0;
  }

  static void assertThings(JsonNode result, Map<String, List<Life>> lives, String what) {
    assertThat(result.get("things").asLong()).as(what).isEqualTo(lives.size());
    Map<String, JsonNode> rows = new HashMap<>();
    result.get("rows").forEach(row -> rows.put(row.get("id").asText(), row));
    assertThat(rows.keySet()).as(what).isEqualTo(lives.keySet());
    long open = 0;
    List<Double> durations = new ArrayList<>();
    for (Map.Entry<String, List<Life>> each : lives.entrySet()) {
      JsonNode row = rows.get(each.getKey());
      List<Life> mine = each.getValue();
      boolean ended = mine.stream().allMatch(life -> life.to() >= 0);
      long first = mine.stream().mapToLong(Life::from).min().orElseThrow();
      assertThat(row.get("first_ns").asLong() - START).as(what + row).isEqualTo(first);
      assertThat(row.get("times").asLong()).as(what + row).isEqualTo(mine.size());
      if (ended) {
        long alive = mine.stream().mapToLong(life -> life.to() - life.from()).sum();
        long last = mine.stream().mapToLong(Life::to).max().orElseThrow();
        durations.add(alive / 1e9);
        assertThat(row.get("last_ns").asLong() - START).as(what + row).isEqualTo(last);
        assertThat(row.get("duration_s").asDouble()).isCloseTo(alive / 1e9, within(1e-12));
      } else {
        open++;
        assertThat(row.get("last_ns").isNull()).as(what + row).isTrue();
        assertThat(row.get("duration_s").isNull()).as(what + row).isTrue();
      }
      assertThat(row.get("open").asBoolean()).isEqualTo(!ended);
    }
    assertThat(result.get("open").asLong()).as(what).isEqualTo(open);
    assertThat(result.get("clock_skew").asLong())
        .as(what)
        .isEqualTo(
            lives.values().stream().filter(all -> all.stream().anyMatch(Life::skewed)).count());
    assertAtOnce(result, lives.values().stream().flatMap(List::stream).toList(), what);
    for (String rank : List.of("p50", "p90", "p99")) {
      double share = Double.parseDouble("0." + rank.substring(1));
      assertThat(result.at("/durations/" + rank + "_s").asDouble())
          .as(what + " " + rank)
          .isCloseTo(rank(durations, share), within(1e-12));
    }
  }

  /** Counted anew at every moment at which something changed. */
  private static void assertAtOnce(JsonNode result, List<Life> lives, String what) {
    TreeSet<Long> moments = new TreeSet<>();
    lives.forEach(life -> {
      moments.add(life.from());
      moments.add(life.to());
    });
    moments.remove(-1L);
    List<List<Long>> steps = new ArrayList<>();
    long before = 0;
    long peak = 0;
    long peakAt = -1;
    for (long moment : moments) {
      long now =
          lives.stream()
              .filter(life -> life.from() <= moment && (life.to() < 0 || life.to() > moment))
              .count();
      if (now != before) {
        steps.add(List.of(moment, now));
      }
      if (now > peak) {
        peak = now;
        peakAt = moment;
      }
      before = now;
    }
    List<List<Long>> told = new ArrayList<>();
    result
        .get("at_once")
        .forEach(step ->
            told.add(List.of(step.get("at_ns").asLong() - START, step.get("count").asLong())));
    assertThat(told).as(what).isEqualTo(steps);
    assertThat(result.get("peak").asLong()).as(what).isEqualTo(peak);
    assertThat(result.get("peak_ns").asLong() - START).as(what).isEqualTo(peakAt);
  }

  static double rank(List<Double> values, double share) {
    List<Double> sorted = values.stream().sorted().toList();
    double at = share * (sorted.size() - 1);
    int low = (int) Math.floor(at);
    int high = Math.min(sorted.size() - 1, low + 1);
    return sorted.get(low) + (at - low) * (sorted.get(high) - sorted.get(low));
  }
}
