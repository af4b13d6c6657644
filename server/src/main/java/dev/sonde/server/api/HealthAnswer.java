package dev.sonde.server.api;

import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Health;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** {@code GET /health}: how the server is, and the books of what came. */
final class HealthAnswer {

  private final Served served;

  HealthAnswer(Served served) {
    this.served = served;
  }

  /**
   * How the server is.
   *
   * @param status {@code ok}, or {@code degraded} where there are troubles
   * @param live whether records flow in
   * @param version rises with everything that an answer may show
   * @param sizes null for files
   * @param waiting null for files
   * @param segments sealed files; null for files
   */
  record State(
      String status,
      boolean live,
      long version,
      Counts records,
      @Nullable Sizes sizes,
      Ages ages,
      @Nullable Waiting waiting,
      @Nullable Long segments,
      List<String> troubles,
      Software software) {}

  /** What answers, in versions. */
  record Software(String sonde, String java) {

    private static final Software THIS = new Software(built(), Runtime.version().toString());

    private static String built() {
      try (InputStream in = HealthAnswer.class.getResourceAsStream("build.properties")) {
        Properties build = new Properties();
        build.load(in);
        return build.getProperty("version", "unknown");
      } catch (IOException e) {
        return "unknown";
      }
    }
  }

  /** received = stored + duplicate + refused + rejected + dropped. */
  record Counts(
      long received,
      long stored,
      long duplicate,
      long refused,
      long rejected,
      Map<String, Long> dropped,
      Map<String, Long> refusedByCause,
      Map<String, Long> rejectedByCause) {}

  record Sizes(long bytes, long logBytes, long freeBytes) {}

  /** Seconds since the last record was committed and since the earliest moment; null where unknown. */
  record Ages(
      @Nullable Double lastS,
      @Nullable Double oldestS,
      @Nullable Long lastNs,
      @Nullable Long oldestNs) {}

  record Waiting(long records, long bytes) {}

  void answer(Reply reply) throws IOException {
    Api.send(reply, 200, Api.JSON, text() + "\n");
  }

  String text() {
    return JsonRenderer.text(state());
  }

  State state() {
    LiveStore live = served.live();
    return live == null ? still() : live(live);
  }

  private static State live(LiveStore live) {
    long version = live.version();
    Ledger.Totals totals = live.ledger().totals();
    Health health = live.health();
    return new State(
        health.troubles().isEmpty() ? "ok" : "degraded",
        true,
        version,
        new Counts(
            totals.received(),
            totals.stored(),
            totals.duplicate(),
            sum(totals.refused()),
            sum(totals.rejected()),
            totals.dropped(),
            totals.refused(),
            totals.rejected()),
        new Sizes(health.bytes(), health.logBytes(), health.freeBytes()),
        ages(health.lastNanos(), health.oldestNanos()),
        new Waiting(health.waitingRecords(), health.waitingBytes()),
        (long) health.segments(),
        health.troubles(),
        Software.THIS);
  }

  private State still() {
    Coverage coverage;
    try (Store store = served.one()) {
      coverage = store.coverage();
    }
    long rejected = sum(coverage.rejected());
    return new State(
        "ok",
        false,
        0,
        new Counts(
            coverage.records() + coverage.duplicates() + rejected + sum(coverage.dropped()),
            coverage.records(),
            coverage.duplicates(),
            0,
            rejected,
            coverage.dropped(),
            Map.of(),
            coverage.rejected()),
        null,
        ages(null, coverage.startNanos()),
        null,
        null,
        List.of(),
        Software.THIS);
  }

  private static Ages ages(@Nullable Long last, @Nullable Long oldest) {
    Instant now = Instant.now();
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    return new Ages(since(last, nanos), since(oldest, nanos), last, oldest);
  }

  private static @Nullable Double since(@Nullable Long moment, long now) {
    return moment == null ? null : (Double) ((now - moment) / 1e9);
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }
}
