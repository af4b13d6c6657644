package dev.sonde.store.duckdb;

import static dev.sonde.engine.store.Records.attributes;
import static dev.sonde.engine.store.Records.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up while records come: nothing that was acknowledged goes, and reads go on. */
class LiveDiskTest {

  @TempDir Path folder;

  @Test
  void nothing_is_taken_while_there_is_too_little_room_and_it_is_again_when_there_is() {
    AtomicLong free = new AtomicLong(Long.MAX_VALUE);
    LiveSettings settings = LiveSettings.DEFAULT;
    try (LiveStore store = LiveDuckDbStore.open(folder.resolve("store"), settings, free::get)) {
      LiveStoreTest.offered(store, span(1, "a", 0, 1, attributes()));
      LiveStoreTest.awaitRecords(store, 1);
      free.set(settings.reserveBytes() - 1);
      awaitRefusal(store);
      assertThat(store.coverage().records()).isEqualTo(1);
      assertThat(store.health().troubles())
          .singleElement()
          .asString()
          .contains("has 639 MiB left, and 640 MiB are kept free");
      free.set(settings.reserveBytes());
      awaitRoom(store);
      Ledger.Totals totals = store.ledger().totals();
      assertThat(totals.stored()).isEqualTo(2);
      assertThat(totals.refused()).containsOnlyKeys("disk");
      assertThat(totals.received()).isEqualTo(2 + totals.refused().getOrDefault("disk", 0L));
      assertThat(store.health().troubles()).isEmpty();
    }
  }

  /** How much is free is not asked for every arrival. */
  private static void awaitRefusal(LiveStore store) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (store.health().troubles().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
    }
    assertThatThrownBy(() -> LiveStoreTest.offered(store, span(2, "b", 0, 1, attributes())))
        .isInstanceOf(OverloadedException.class)
        .satisfies(e -> assertThat(((OverloadedException) e).why()).isEqualTo("disk"))
        .hasMessageContaining("nothing is taken until there is more room");
  }

  private static void awaitRoom(LiveStore store) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (true) {
      try {
        LiveStoreTest.offered(store, span(2, "b", 0, 1, attributes()));
        return;
      } catch (OverloadedException e) {
        assertThat(System.nanoTime()).isLessThan(end);
      }
    }
  }

  /**
   * The guard is off, so that files and logs really fail to grow. Takes up to half a minute where the
   * database interrupts its own connections before it ends.
   */
  @Tag("slow")
  @Test
  void a_full_disk_refuses_with_a_word_for_it_and_loses_nothing() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Path disk = Files.createDirectory(folder.resolve("disk"));
    boolean mounts = mayMount();
    try (ChildJvm child =
        mounts
            ? ChildJvm.onSmallDisk(temporary, disk, "live-full", disk, "room")
            : ChildJvm.limited(temporary, "live-full", disk, "none")) {
      assertThat(child.await("refused: ")).startsWith("refused: disk");
      String then = child.await("then: ");
      String[] figures = then.substring("then: ".length()).split(" ");
      assertThat(figures[0]).as("acknowledged and shown").isEqualTo(figures[1]);
      if (mounts) {
        assertThat(child.await("took up again")).isNotEmpty();
      }
      String[] end = child.await("reopened: ").substring("reopened: ".length()).split(" ");
      assertThat(end[0]).as("acknowledged and there after a restart").isEqualTo(end[1]);
      assertThat(child.end()).isZero();
    }
  }

  private static boolean mayMount() throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(List.of("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"))
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      return false;
    }
    process.getInputStream().readAllBytes();
    return process.waitFor() == 0;
  }
}
