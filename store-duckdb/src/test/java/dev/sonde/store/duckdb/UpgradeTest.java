package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Records;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpgradeTest {

  @TempDir Path folder;
  private Path directory;

  @BeforeEach
  void load() {
    directory = folder.resolve("store");
    try (StoreWriter writer = DuckDbStore.create(directory, Settings.DEFAULT)) {
      writer.accept(new Batch(List.of(Records.attempt(1, "a-1", "w", 0, 10))));
      writer.finish(new Books("test", 0, Map.of(), Map.of(), List.of()));
    }
  }

  private void change(String... statements) {
    String file = directory.resolve(StoreFolder.FACTS).toString();
    try (Database database = Database.open(file, Settings.DEFAULT, folder)) {
      for (String statement : statements) {
        database.execute(statement);
      }
    }
  }

  @Test
  void a_store_of_version_1_is_brought_up_to_date() {
    change(
        "DROP TABLE segments",
        "DROP TABLE rollup",
        "DROP TABLE rollup_edge",
        "DROP TABLE watermark",
        "DROP TABLE ledger",
        "DROP TABLE reported",
        "DROP TABLE digests",
        "DROP TABLE undecided",
        "DROP TABLE kept_traces",
        "UPDATE meta SET value = '1' WHERE key = 'version'");
    for (int i = 0; i < 2; i++) {
      try (Store store = DuckDbStore.open(directory, Settings.DEFAULT)) {
        assertThat(
                store
                    .queries()
                    .list(
                        new Statement(
                            "SELECT task_key FROM task, store.segments RIGHT JOIN (SELECT 1) ON true"),
                        row -> row.textOrNull("task_key")))
            .hasSize(1);
      }
    }
    try (Database database =
        Database.open(directory.resolve(StoreFolder.FACTS).toString(), Settings.DEFAULT, folder)) {
      assertThat(Upgrade.version(database, "")).isEqualTo(Upgrade.VERSION);
    }
  }

  @Test
  void spans_of_version_5_stand_for_themselves() {
    change(
        "ALTER TABLE spans DROP COLUMN weight",
        "ALTER TABLE undecided DROP COLUMN weight",
        "UPDATE meta SET value = '5' WHERE key = 'version'");
    try (LiveStore store = LiveDuckDbStore.open(directory, LiveSettings.DEFAULT)) {
      LiveStoreTest.offered(store, Records.attempt(2, "a-2", "w", 0, 10));
      LiveStoreTest.awaitRecords(store, 2);
      assertThat(LiveStoreTest.rows(store, "SELECT task_key, weight FROM span ORDER BY task_key"))
          .containsExactly("a-1|1.0", "a-2|1.0");
    }
  }

  @Test
  void sealed_spans_of_version_5_stand_for_themselves() {
    Sealing.seal(directory, Settings.DEFAULT);
    String sealed = directory.resolve("sealed-0001.duckdb").toString();
    try (Database database = Database.open(sealed, Settings.DEFAULT, folder)) {
      database.execute("ALTER TABLE spans DROP COLUMN weight");
    }
    change(
        "ALTER TABLE spans DROP COLUMN weight",
        "ALTER TABLE undecided DROP COLUMN weight",
        "UPDATE meta SET value = '5' WHERE key = 'version'");
    try (Store store = DuckDbStore.open(directory, Settings.DEFAULT)) {
      assertThat(LiveStoreTest.rows(store, "SELECT task_key, weight FROM span"))
          .containsExactly("a-1|1.0");
    }
  }

  @Test
  void a_newer_store_is_refused_with_what_to_do() {
    change("UPDATE meta SET value = '99' WHERE key = 'version'");
    assertThatThrownBy(() -> DuckDbStore.open(directory, Settings.DEFAULT))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("version 99")
        .hasMessageContaining("up to version " + Upgrade.VERSION)
        .hasMessageContaining("remove the folder");
  }
}
