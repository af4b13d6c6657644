package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file is read once, and again when it has changed")
class FileCacheTest {

  @TempDir Path folder;

  private Path capture() {
    try {
      return Files.write(
          folder.resolve("spans.json"), Corpus.unzipped("simulated/failures/spans.json.gz"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long spans(Sonde sonde, Path file) {
    return sonde.observe("overview", file).at("/result/spans").asLong();
  }

  private List<Path> entries() throws IOException {
    try (Stream<Path> list = Files.list(folder.resolve("cache/sonde/files"))) {
      return list.toList();
    }
  }

  @Test
  void the_second_question_does_not_read_the_file_again() throws IOException {
    Path file = capture();
    Sonde sonde = new Sonde(folder);
    assertThat(spans(sonde, file)).isEqualTo(9401);

    // Only the middle is gone: whoever reads the file again finds less in it.
    FileTime time = Files.getLastModifiedTime(file);
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 200_000, bytes.length - 200_000, (byte) ' ');
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, time);

    assertThat(spans(sonde, file)).isEqualTo(9401);
    assertThat(entries()).hasSize(1);
  }

  @Test
  void a_file_with_another_time_is_read_again() throws IOException {
    Path file = capture();
    Sonde sonde = new Sonde(folder);
    assertThat(spans(sonde, file)).isEqualTo(9401);

    Files.writeString(file, "[]");

    assertThat(spans(sonde, file)).isZero();
  }

  @Test
  void a_folder_of_runs_is_read_again_when_a_file_of_one_has_changed_or_a_run_came()
      throws IOException {
    Path runs = Files.createDirectory(folder.resolve("runs"));
    run(runs, "run-20260102T030405Z-a-00000001", "");
    Sonde sonde = new Sonde(folder);
    assertThat(spans(sonde, runs)).isEqualTo(1);

    run(
        runs,
        "run-20260102T030405Z-a-00000001",
        """
        {"task_id": "t", "task_name": "f", "state": "failed", "timestamp": "2026-01-02T03:04:05Z"}
        """);
    assertThat(spans(sonde, runs)).isEqualTo(2);

    run(runs, "run-20260102T030406Z-a-00000002", "");
    assertThat(sonde.observe("overview", runs).at("/coverage/spans").asLong()).isEqualTo(3);
  }

  private static void run(Path runs, String id, String tasks) throws IOException {
    Path run = Files.createDirectories(runs.resolve(id));
    String facts =
        "{\"run_id\": \"" + id + "\", \"target_name\": \"local\", \"status\": \"completed\"}";
    Files.writeString(run.resolve("run.json"), facts);
    Files.writeString(run.resolve("tasks.jsonl"), tasks);
  }

  @Test
  void the_least_recently_used_goes_when_the_bound_is_reached() throws IOException {
    Path first = Sonde.capture("failures", "spans.json.gz", folder);
    Path second = Sonde.capture("healthy", "spans.json.gz", folder);
    Sonde sonde = new Sonde(folder, Map.of("SONDE_CACHE_BYTES", "1"));

    assertThat(spans(sonde, first)).isEqualTo(9401);
    assertThat(entries()).hasSize(1);
    assertThat(spans(sonde, second))
        .isEqualTo(Sonde.truth("healthy", "frisky").get("spans").asLong());
    assertThat(entries()).hasSize(1);
    assertThat(spans(sonde, first)).isEqualTo(9401);
  }

  @Test
  void a_cache_that_was_deleted_is_made_again() throws IOException {
    Path file = capture();
    Sonde sonde = new Sonde(folder);
    assertThat(spans(sonde, file)).isEqualTo(9401);

    FileCache.delete(folder.resolve("cache"));

    assertThat(spans(sonde, file)).isEqualTo(9401);
  }

  @Test
  void a_damaged_entry_is_made_again() throws IOException {
    Path file = capture();
    Sonde sonde = new Sonde(folder);
    assertThat(spans(sonde, file)).isEqualTo(9401);

    try (Stream<Path> files = Files.walk(entries().getFirst())) {
      for (Path part : files.filter(Files::isRegularFile).toList()) {
        Files.write(part, new byte[] {1, 2, 3});
      }
    }

    assertThat(spans(sonde, file)).isEqualTo(9401);
  }
}
