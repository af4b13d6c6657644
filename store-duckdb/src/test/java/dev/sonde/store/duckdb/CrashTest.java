package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other processes: one that is killed while it loads, and some that read while one replaces. */
class CrashTest {

  @TempDir Path folder;
  private Path temporary;
  private Path stores;
  private Path store;

  @BeforeEach
  void folders() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    stores = Files.createDirectory(folder.resolve("stores"));
    store = stores.resolve("store");
  }

  private void load(int spans, boolean sealed) {
    Settings settings = Settings.DEFAULT.sealAbove(sealed ? 0 : Long.MAX_VALUE);
    try (StoreWriter writer = DuckDbStore.create(store, settings)) {
      for (int i = 1; i <= spans; i++) {
        writer.accept(
            new Batch(List.of(Records.span(i, "n", i, i + 1, Records.attributes("spans", spans)))));
      }
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(stores)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private long spans() {
    try (Store opened = DuckDbStore.open(store, Settings.DEFAULT)) {
      return opened.coverage().spans();
    }
  }

  @Test
  void what_a_killed_load_left_is_no_store_and_goes_with_the_next_load() throws Exception {
    try (ChildJvm child = ChildJvm.start(temporary, "load", store, 1_000_000, "text")) {
      child.await("batch 12");
      child.kill();
    }
    assertThat(DuckDbStore.exists(store)).isFalse();
    assertThat(names()).hasSize(1).allMatch(name -> name.startsWith("store.loading-"));
    load(3, false);
    assertThat(names()).containsExactly("store");
    assertThat(spans()).isEqualTo(3);
  }

  @Test
  void a_killed_load_leaves_the_store_that_it_was_to_replace() throws Exception {
    load(3, false);
    try (ChildJvm child = ChildJvm.start(temporary, "load", store, 1_000_000, "text")) {
      child.await("batch 12");
      child.kill();
    }
    assertThat(spans()).isEqualTo(3);
    load(4, true);
    assertThat(names()).containsExactly("store");
    assertThat(spans()).isEqualTo(4);
  }

  @Test
  void a_store_that_was_put_away_by_a_killed_load_is_taken_back() throws Exception {
    load(3, false);
    long dead;
    try (ChildJvm child =
        ChildJvm.start(temporary, "load", stores.resolve("other"), 1_000_000, "text")) {
      child.await("batch 0");
      child.kill();
    }
    dead = deadProcess();
    Files.move(store, stores.resolve("store.loading-" + dead + "-0000.old"));
    assertThat(DuckDbStore.exists(store)).isTrue();
    assertThat(spans()).isEqualTo(3);
  }

  /** The process whose leftovers are there. */
  private long deadProcess() throws IOException {
    String left =
        names().stream().filter(name -> name.startsWith("other.loading-")).toList().getFirst();
    return Long.parseLong(left.substring("other.loading-".length()).split("-")[0]);
  }

  @Test
  void processes_read_while_another_replaces() throws Exception {
    load(1, true);
    try (ChildJvm one = ChildJvm.start(temporary, "read", store);
        ChildJvm two = ChildJvm.start(temporary, "read", store)) {
      one.await("reading");
      two.await("reading");
      for (int i = 2; i <= 12; i++) {
        load(i * 100, i % 3 != 0);
      }
      one.goOn();
      two.goOn();
      assertThat(one.await("read ")).isNotEqualTo("read 1");
      assertThat(two.await("read ")).isNotEqualTo("read 1");
      assertThat(one.end()).isZero();
      assertThat(two.end()).isZero();
    }
    assertThat(names()).containsExactly("store");
  }
}
