package dev.sonde.sdk.visit;

import dev.sonde.sdk.pipeline.Losses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A log configuration that is open in this process: the records that it wants go where it says, and the
 * program's own logging stays as it is. Opened any number of times with one id, it is one; the last
 * close ends it. Several different ones live side by side and are closed in any order, by any thread.
 *
 * <pre>{@code
 * try (Visit visit = Visit.open(config)) {
 *   ...
 * }
 * }</pre>
 */
public final class Visit implements AutoCloseable {

  private final List<OpenVisits.Opening> openings;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Visit(List<OpenVisits.Opening> openings) {
    this.openings = openings;
  }

  /**
   * Opens it, or joins in where it is open. A destination that cannot be opened is said on standard error
   * and the rest works. Where {@code SONDE_SDK_DISABLED} is set, nothing is opened.
   */
  public static Visit open(VisitConfig config) {
    return open(OpenVisits.process(), List.of(config));
  }

  /**
   * Opens what {@code SONDE_VISIT} says, which may be nothing.
   *
   * @throws IllegalArgumentException where it says what cannot be read
   */
  public static Visit fromEnvironment() {
    return open(OpenVisits.process(), VisitConfig.fromEnvironment(System.getenv()));
  }

  static Visit open(OpenVisits among, List<VisitConfig> configs) {
    List<OpenVisits.Opening> openings = new ArrayList<>();
    configs.forEach(config -> openings.add(among.open(config)));
    return new Visit(openings);
  }

  /** What could not be delivered. */
  public Losses losses() {
    Map<String, Long> all = new TreeMap<>();
    openings.forEach(each ->
        each.losses().records().forEach((cause, records) -> all.merge(cause, records, Long::sum)));
    return new Losses(all);
  }

  /**
   * Waits until what was logged is delivered.
   *
   * @return false where that took longer
   */
  public boolean flush(Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    boolean all = true;
    for (OpenVisits.Opening each : openings) {
      all &= each.flush(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return all;
  }

  /** Ends it where nobody else has it open: delivers what was logged, within two seconds. Once. */
  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      for (int i = openings.size() - 1; i >= 0; i--) {
        openings.get(i).release();
      }
    }
  }
}
