package dev.sonde.sdk.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.model.RecordJson;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolTest {

  private static final long LINE = 1L + RecordJson.write(Samples.event("e10")).length();

  @TempDir Path folder;

  private Destination pool(String... settings) throws IOException {
    DestinationSpec spec = DestinationSpec.pool(folder);
    for (int i = 0; i < settings.length; i += 2) {
      spec = spec.with(settings[i], settings[i + 1]);
    }
    return Destinations.open(spec);
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private List<WideEvent> read() throws IOException {
    List<WideEvent> records = new ArrayList<>();
    for (Path file : files()) {
      Files.readAllLines(file).forEach(line -> records.add(RecordJson.read(line)));
    }
    return records;
  }

  @Test
  void what_was_written_is_there_before_anything_is_flushed_or_closed() throws IOException {
    Destination pool = pool();
    List<WideEvent> records = List.of(Samples.span("load"), Samples.event("task.transition"));
    pool.write(records);
    assertThat(read()).isEqualTo(records);
    pool.close();
    assertThat(read()).isEqualTo(records);
  }

  @Test
  void a_pool_that_nothing_was_written_to_leaves_no_file() throws IOException {
    pool().close();
    assertThat(files()).isEmpty();
  }

  @Test
  void two_openings_in_one_process_have_a_file_each() throws IOException {
    try (Destination one = pool();
        Destination other = pool()) {
      one.write(Samples.events(0, 1));
      other.write(Samples.events(1, 2));
    }
    assertThat(files()).hasSize(2);
    assertThat(files())
        .allMatch(file ->
            file.getFileName()
                .toString()
                .matches(ProcessHandle.current().pid() + "-[0-9a-f-]{36}-0001\\.jsonl"));
  }

  @Test
  void a_file_never_grows_over_its_bound_and_no_record_is_lost_by_that() throws IOException {
    try (Destination pool = pool("max_file_bytes", Long.toString(3 * LINE))) {
      pool.write(Samples.events(10, 17));
      pool.write(Samples.events(17, 18));
    }
    assertThat(files()).hasSize(3);
    assertThat(files()).allMatch(file -> file.toFile().length() <= 3 * LINE);
    assertThat(read()).isEqualTo(Samples.events(10, 18));
  }

  @Test
  void a_record_longer_than_a_file_may_be_has_one_of_its_own() throws IOException {
    try (Destination pool = pool("max_file_bytes", "10")) {
      pool.write(Samples.events(10, 13));
    }
    assertThat(files()).hasSize(3);
    assertThat(read()).isEqualTo(Samples.events(10, 13));
  }

  @Test
  void a_full_pool_lets_its_own_oldest_files_go_and_says_how_many_records_went()
      throws IOException {
    Path foreign = Files.writeString(folder.resolve("another.jsonl"), "x".repeat(10_000));
    Map<String, Long> losses = new HashMap<>();
    Destination pool =
        pool("max_file_bytes", Long.toString(2 * LINE), "max_pool_bytes", Long.toString(5 * LINE));
    pool.counting(Samples.into(losses));
    pool.write(Samples.events(10, 19));
    pool.close();
    assertThat(Files.readString(foreign)).hasSize(10_000);
    Files.delete(foreign);
    assertThat(read()).isEqualTo(Samples.events(14, 19));
    assertThat(losses).containsExactly(Map.entry("pool_full", 4L));
  }

  @Test
  void a_pool_that_somebody_removed_is_begun_anew() throws IOException {
    Destination pool = pool();
    pool.write(Samples.events(0, 2));
    for (Path file : files()) {
      Files.delete(file);
    }
    Files.delete(folder);
    pool.write(Samples.events(2, 4));
    assertThat(read()).isEqualTo(Samples.events(2, 4));
    pool.close();
  }

  @Test
  void a_folder_that_cannot_be_made_fails_each_write_until_it_can() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Destination pool = Destinations.open(DestinationSpec.pool(file.resolve("pool")));
    assertThatThrownBy(() -> pool.write(Samples.events(0, 3)))
        .isInstanceOfSatisfying(
            LostRecordsException.class, e -> assertThat(e.records()).isEqualTo(3));
    Files.delete(file);
    pool.write(Samples.events(3, 4));
    pool.close();
    try (var files = Files.list(file.resolve("pool"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void bounds_that_contradict_each_other_are_refused() {
    assertThatThrownBy(() -> pool("max_file_bytes", "2k", "max_pool_bytes", "1k"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "max_file_bytes of a pool is 2048; it has to be at least 1 and at most"
                + " max_pool_bytes, 1024");
  }
}
