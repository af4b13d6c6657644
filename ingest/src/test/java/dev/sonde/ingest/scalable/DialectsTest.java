package dev.sonde.ingest.scalable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.ingest.Collected;
import dev.sonde.ingest.Intake;
import dev.sonde.ingest.SourceException;
import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two tutorials' dialects, and folders that are damaged or no runs at all. */
class DialectsTest {

  private static final String RUN =
      """
      {"run_id": "run-20260102T030400Z-my-model-0123abcd", "target": "local",
       "start_time": "2026-01-02T03:04:00Z", "duration_s": 60.5, "status": "completed"}
      """;

  private static final String ROWS =
      """
      {"timestamp": "2026-01-02T03:04:05Z", "event": "task_submitted", "task": "fit", "args": {"n": 1}}
      {"timestamp": "2026-01-02T03:04:05Z", "event": "task_submitted", "task": "fit", "args": {"n": 1}}
      {"timestamp": "2026-01-02T03:04:07Z", "event": "task_started", "task": "fit", "args": {"n": 1}}
      {"timestamp": "2026-01-02T03:04:08Z", "event": "task_started", "task": "fit", "args": {"n": 1}}
      {"timestamp": "2026-01-02T03:04:09Z", "event": "task_completed", "task": "fit", "args": {"n": 1}, "duration_s": 2.5, "worker": "w-1"}
      {"timestamp": "2026-01-02T03:04:11Z", "event": "task_failed", "task": "fit", "args": {"n": 1}, "duration_s": 3.0, "worker": "w-2", "error": "no data"}
      """;

  @TempDir Path folder;

  @Test
  void tasks_without_ids_are_paired_first_in_first_out() throws IOException {
    write("run.json", RUN);
    write("tasks.jsonl", ROWS);
    Collected read = Collected.ofFolder(folder);
    assertThat(read.problems()).isEmpty();
    assertThat(read.spans()).hasSize(3);
    Span first = read.spans().get(0);
    assertThat(first.attributes().text(Keys.TASK_KEY)).isEqualTo("fit(n=1)");
    assertThat(first.attributes().text(Keys.WORKER_ID)).isEqualTo("w-1");
    assertThat(first.attributes().text(Keys.TASK_INPUT + "n")).isEqualTo("1");
    assertThat(first.startNanos()).isEqualTo(at("2026-01-02T03:04:07Z"));
    assertThat(first.endNanos() - first.startNanos()).isEqualTo(2_500_000_000L);
    assertThat(first.attributes().integer(Keys.TASK_SUBMITTED))
        .isEqualTo(at("2026-01-02T03:04:05Z"));
    Span second = read.spans().get(1);
    assertThat(second.attributes().text(Keys.TASK_KEY)).isEqualTo("fit(n=1)#2");
    assertThat(second.status()).isEqualTo(Span.Status.ERROR);
    assertThat(second.statusMessage()).isEqualTo("no data");
    Span run = read.spans().get(2);
    assertThat(run.attributes().text(Keys.RUN_NAME)).isEqualTo("my-model");
    assertThat(run.endNanos()).isEqualTo(at("2026-01-02T03:05:00.5Z"));
  }

  @Test
  void a_time_of_day_alone_is_of_the_day_of_the_run() throws IOException {
    write("run.json", RUN);
    write(
        "tasks.jsonl",
        """
        {"event": "task_started", "task": "sim", "time": "03:04:10"}
        {"event": "task_completed", "task": "sim", "time": "03:04:14", "duration": 4.2}
        {"event": "task_started", "task": "sim", "time": "03:04:15"}
        """);
    List<Span> spans = Collected.ofFolder(folder).spans();
    assertThat(spans.get(0).endNanos()).isEqualTo(at("2026-01-02T03:04:14.2Z"));
    assertThat(spans.get(1).isOpen()).isTrue();
    assertThat(spans.get(1).attributes().text(Keys.TASK_KEY)).isEqualTo("sim#2");
  }

  @Test
  void workers_that_have_names_come_and_go_and_are_measured() throws IOException {
    write(
        "tasks.jsonl",
        """
        {"task_id": "fit-0", "task_name": "fit", "state": "submitted", "timestamp": "2026-01-02T03:04:01Z", "tag": "small"}
        {"task_id": "fit-0", "task_name": "fit", "state": "running", "timestamp": "2026-01-02T03:04:03Z", "worker_id": "w-0"}
        {"task_id": "fit-0", "task_name": "fit", "state": "succeeded", "timestamp": "2026-01-02T03:04:13Z", "duration_s": 10.5}
        """);
    write(
        "workers.jsonl",
        """
        {"worker_id": "w-0", "event": "started", "timestamp": "2026-01-02T03:04:00Z"}
        {"worker_id": "w-0", "event": "task_assigned", "task_id": "fit-0", "timestamp": "2026-01-02T03:04:02Z"}
        {"worker_id": "w-0", "event": "removed", "timestamp": "2026-01-02T03:05:00Z", "reason": "scale_down"}
        """);
    write(
        "resources.jsonl",
        """
        {"entity_type": "worker", "entity_id": "w-0", "cpu_percent": 50, "memory_mb": 2000, "timestamp": "2026-01-02T03:04:05Z"}
        """);
    Collected read = Collected.ofFolder(folder);
    Span attempt = read.spans().getFirst();
    assertThat(attempt.attributes().text(Keys.WORKER_ID)).isEqualTo("w-0");
    assertThat(attempt.attributes().text("tag")).isEqualTo("small");
    assertThat(attempt.startNanos()).isEqualTo(at("2026-01-02T03:04:03Z"));
    assertThat(names(read.records()))
        .containsSubsequence(
            Keys.EVENT_WORKER_ADDED, Keys.EVENT_TASK_PLACED, Keys.EVENT_WORKER_REMOVED);
    assertThat(read.records().stream().filter(Sample.class::isInstance).map(Sample.class::cast))
        .extracting(s -> s.name() + " " + s.value())
        .containsExactly(Keys.CPU_UTILIZATION + " 0.5", Keys.MEMORY_USAGE + " 2.0E9");
  }

  @Test
  void a_failure_that_only_its_own_file_tells_ends_its_task() throws IOException {
    write(
        "failures.jsonl",
        """
        {"event_type": "failure", "schema_version": 1, "run_id": "r", "failure_class": "OSError", "message": "gone", "task_id": "t", "timestamp": "2026-01-02T03:04:05Z", "details": {"traceback": "at line 1"}}
        """);
    Collected read = Collected.ofFolder(folder);
    assertThat(read.spans())
        .singleElement()
        .satisfies(s -> assertThat(s.statusMessage()).isEqualTo("OSError: gone"))
        .satisfies(s -> assertThat(s.attributes().text(Keys.EXCEPTION_STACKTRACE)).isNotNull());
  }

  @Test
  void doubled_rows_make_the_same_spans() throws IOException {
    write("run.json", RUN);
    String row = "{\"task_id\": \"t\", \"task_name\": \"fit\", \"state\": \"%s\", %s}\n";
    String time = "\"timestamp\": \"2026-01-02T03:04:05Z\"";
    String rows =
        row.formatted("submitted", time)
            + row.formatted("running", time)
            + row.formatted("succeeded", time + ", \"duration_s\": 0.5");
    write("tasks.jsonl", rows + rows);
    List<Span> spans = Collected.ofFolder(folder).spans();
    assertThat(spans).hasSize(3);
    assertThat(spans.get(1)).isEqualTo(spans.get(0));
  }

  @Test
  void a_cut_row_is_noted_and_the_other_files_are_read() throws IOException {
    write("run.json", RUN);
    write("tasks.jsonl", ROWS.substring(0, ROWS.length() - 30));
    write("cache.jsonl", "{\"result\": \"hit\"}\nnonsense\n{\"result\": \"miss\"}\n");
    Collected read = Collected.ofFolder(folder);
    assertThat(read.problems()).containsExactlyInAnyOrder("truncated", "malformed", "missing_time");
    assertThat(read.read().rejected()).isEqualTo(1);
    assertThat(names(read.records())).filteredOn(Keys.EVENT_CACHE_LOOKUP::equals).hasSize(2);
  }

  @Test
  void damage_never_throws_and_the_books_balance() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      write("run.json", random.nextInt(4) == 0 ? damaged(RUN, random) : RUN);
      write("tasks.jsonl", damaged(ROWS, random));
      write("workers.jsonl", damaged(ROWS, random));
      write("failures.jsonl", damaged(ROWS, random));
      Collected read = Collected.ofFolder(folder);
      assertThat(read.read().spans() + read.read().events() + read.read().samples())
          .as("seed %d, round %d", seed, round)
          .isEqualTo(read.records().size());
    }
  }

  @Test
  void every_file_is_in_the_digest() throws IOException {
    write("run.json", RUN);
    write("tasks.jsonl", ROWS);
    String before = Collected.ofFolder(folder).read().digest();
    write("cost.jsonl", "{}");
    assertThat(Collected.ofFolder(folder).read().digest()).isNotEqualTo(before);
    Files.delete(folder.resolve("cost.jsonl"));
    assertThat(Collected.ofFolder(folder).read().digest()).isEqualTo(before);
  }

  @Test
  void other_folders_are_not_its_own() throws IOException {
    write("run.json", "{\"run_id\": 7, \"loss\": 0.5}");
    write("tasks.jsonl", "{\"task\": \"sweep the floor\"}\n");
    write("workers.jsonl", "not json\n");
    assertThatThrownBy(() -> new Intake().contents(folder, null))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining("scalable-run");
  }

  @Test
  void a_file_of_a_run_is_not_the_run() throws IOException {
    write("tasks.jsonl", ROWS);
    assertThatThrownBy(
            () -> Collected.from(new Intake(), folder.resolve("tasks.jsonl"), "scalable-run"))
        .isInstanceOf(SourceException.Unrecognised.class)
        .hasMessageContaining("name its folder");
  }

  private static String damaged(String text, Random random) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      int place = random.nextInt(bytes.length);
      bytes[place] = (byte) "{}[]\":,0-n\\\n\u0000z".charAt(random.nextInt(14));
    }
    int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) + 1 : bytes.length;
    // The first row stays whole often enough for the folder to be recognised; run.json does the
    // rest.
    return text.equals(RUN)
        ? RUN + new String(bytes, 0, length, StandardCharsets.ISO_8859_1)
        : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  private static List<String> names(List<WideEvent> records) {
    return records.stream().filter(Event.class::isInstance).map(r -> ((Event) r).name()).toList();
  }

  private static long at(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
