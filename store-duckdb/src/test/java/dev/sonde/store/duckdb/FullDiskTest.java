package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * No room on the disk, in a process of its own whose files may only grow so far: that needs no rights and
 * no file system, and the failure comes from the same write.
 */
class FullDiskTest {

  @TempDir Path folder;
  private Path temporary;
  private Path stores;

  @BeforeEach
  void folders() throws IOException {
    temporary = Files.createDirectory(folder.resolve("tmp"));
    stores = Files.createDirectory(folder.resolve("stores"));
  }

  @Test
  @DisplayName("4a: a write-ahead log that cannot grow is an error like any other; reads go on")
  void a_failing_log_is_rolled_back() throws Exception {
    try (ChildJvm child =
        ChildJvm.limited(temporary, "write-ahead", stores.resolve("canary.duckdb"))) {
      assertThat(child.await("failed: ")).doesNotContain("FATAL").contains("File too large");
      assertThat(child.await("then: ")).matches("then: [1-9]\\d*00000");
      assertThat(child.end()).isZero();
    }
  }

  @Test
  @DisplayName(
      "4b: a checkpoint that fails ends the instance, so a load writes where nobody reads and is given up")
  void a_failing_checkpoint_is_fatal_and_loses_nothing() throws Exception {
    try (ChildJvm child =
        ChildJvm.limited(temporary, "checkpoint", stores.resolve("canary.duckdb"))) {
      assertThat(child.await("checkpoint 0")).isEqualTo("checkpoint 0: ");
      assertThat(child.await("checkpoint 1")).contains("FATAL").contains("File too large");
      assertThat(child.await("then: ")).contains("FATAL").contains("invalidated");
      int rows = 2 * StoreProcess.PARTS * StoreProcess.ROWS;
      assertThat(child.await("opened again: ")).isEqualTo("opened again: " + rows);
      assertThat(child.end()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "sealed"})
  void a_load_without_room_says_so_and_leaves_nothing(String layout) throws Exception {
    Path store = stores.resolve("store");
    try (ChildJvm child = ChildJvm.limited(temporary, "load", store, 1_000, layout)) {
      assertThat(child.await("full: "))
          .startsWith("full: no room to write a store at " + store + " (the disk has ")
          .endsWith("Free some space there, or choose another folder");
      assertThat(child.end()).isZero();
    }
    try (Stream<Path> left = Files.list(stores)) {
      assertThat(left.toList()).isEqualTo(List.of());
    }
  }
}
