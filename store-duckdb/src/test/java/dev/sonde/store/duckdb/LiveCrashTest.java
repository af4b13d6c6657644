package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes is killed in the middle, again and again. What it was given a receipt for is
 * there afterwards, once; what it was not is there whole or not at all, and counts once when it is sent
 * again.
 */
class LiveCrashTest {

  private static final int ACKNOWLEDGED = 40;

  @TempDir Path folder;

  @Test
  void acknowledged_records_survive_five_kills() throws Exception {
    kill(5);
  }

  @Test
  @Tag("slow")
  void acknowledged_records_survive_fifty_kills() throws Exception {
    kill(50);
  }

  private void kill(int times) throws IOException, InterruptedException {
    long seed = System.nanoTime();
    System.out.println("LiveCrashTest seed " + seed);
    Random random = new Random(seed);
    Path store = folder.resolve("store");
    long acknowledged = 0;
    for (int time = 0; time < times; time++) {
      // The driver unpacks its library there, and a killed process cannot remove it.
      Path temporary = Files.createDirectory(folder.resolve("tmp"));
      try (ChildJvm child = ChildJvm.start(temporary, "live-write", store, acknowledged)) {
        for (int acks = random.nextInt(ACKNOWLEDGED); acks >= 0; acks--) {
          acknowledged = number(child.await("acknowledged "));
        }
        acknowledged = rest(child, acknowledged);
        child.end();
      }
      StoreFolder.delete(temporary);
      check(store, acknowledged, random.nextBoolean());
    }
  }

  /** Kills it; what it had acknowledged by then. */
  private static long rest(ChildJvm child, long known) throws IOException {
    long last = known;
    for (String line : child.killAndRead()) {
      if (line.startsWith("acknowledged ") && line.endsWith(".")) {
        last = number(line);
      }
    }
    return last;
  }

  private static long number(String line) {
    return Long.parseLong(line.substring("acknowledged ".length(), line.length() - 1));
  }

  private static void check(Path store, long acknowledged, boolean offline) {
    if (offline) {
      try (Store opened = DuckDbStore.open(store, Settings.DEFAULT)) {
        check(opened, acknowledged);
      }
    } else {
      try (LiveStore opened = LiveDuckDbStore.open(store, LiveSettings.DEFAULT)) {
        check(opened, acknowledged);
        assertThat(opened.ledger().totals().stored()).isEqualTo(opened.coverage().records());
      }
    }
  }

  private static void check(Store opened, long acknowledged) {
    List<Long> batches =
        opened
            .queries()
            .list(
                new Statement(
                    "SELECT span_no // "
                        + StoreProcess.LIVE_BATCH
                        + " AS batch, count(*) AS n, count(DISTINCT span_no) AS different"
                        + " FROM span GROUP BY batch ORDER BY batch"),
                row -> {
                  assertThat(row.integer("n")).isEqualTo(StoreProcess.LIVE_BATCH);
                  assertThat(row.integer("different")).isEqualTo(StoreProcess.LIVE_BATCH);
                  return row.integer("batch");
                });
    // Numbered from 1; those beyond the acknowledged were committed, and nobody was told.
    for (int i = 0; i < batches.size(); i++) {
      assertThat(batches.get(i)).isEqualTo(i + 1);
    }
    assertThat(batches.size()).isGreaterThanOrEqualTo((int) acknowledged);
    assertThat(opened.coverage().spans())
        .isEqualTo((long) batches.size() * StoreProcess.LIVE_BATCH);
  }
}
