package dev.sonde.demo.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.sdk.Sonde;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Results beyond the limit lie on disk, and come back whole")
class DataStoreTest {

  @TempDir Path folder;

  @Test
  void what_was_not_used_for_the_longest_time_goes_first() throws IOException {
    DataStore store = new DataStore(Sonde.off(), folder, 20);
    store.put("a", new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
    store.put("b", new byte[10]);
    assertThat(store.get("a", "t")).hasSize(10);
    store.put("c", new byte[10]);
    assertThat(files()).isEqualTo(1);
    assertThat(store.traffic()).isEqualTo(new DataStore.Traffic(1, 10, 0, 0));

    // b comes back, and a, now the oldest, goes.
    assertThat(store.get("b", "t")).hasSize(10);
    assertThat(store.traffic()).isEqualTo(new DataStore.Traffic(1, 10, 1, 10));
    assertThat(store.get("a", "t")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
  }

  @Test
  void what_is_removed_is_nowhere() throws IOException {
    DataStore store = new DataStore(Sonde.off(), folder, 5);
    store.put("a", new byte[10]);
    store.put("b", new byte[10]);
    assertThat(files()).isEqualTo(1);
    store.remove("a");
    store.remove("b");
    assertThat(store.get("a", "t")).isNull();
    assertThat(store.get("b", "t")).isNull();
    assertThat(files()).isZero();
  }

  private long files() throws IOException {
    try (var all = Files.list(folder)) {
      return all.count();
    }
  }
}
