package dev.sonde.engine.view.trends;

import dev.sonde.engine.analysis.trend.ChangePoint.Least;
import java.util.Locale;

/** What is followed from run to run, with the least difference of levels that is worth a word. */
enum Measure {
  DURATION_P50_S,
  DURATION_P95_S,
  QUEUE_P50_S,
  FAILED,
  CACHE_HIT_RATE,
  WALL_CLOCK_S,
  WORKERS,
  MEMORY_BYTES,
  CPU_UTILIZATION;

  /** Times by the rule of comparisons: 5 % where chance is excluded, else 20 % and a millisecond. */
  Least least() {
    return switch (this) {
      case DURATION_P50_S, DURATION_P95_S, QUEUE_P50_S, WALL_CLOCK_S -> new Least(0.05, 0.2, 0.001);
      case FAILED, WORKERS -> new Least(0, 0, 1);
      case CACHE_HIT_RATE -> new Least(0, 0, 0.2);
      case MEMORY_BYTES -> new Least(0.05, 0.2, 1 << 20);
      case CPU_UTILIZATION -> new Least(0.05, 0.2, 0.02);
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
