package dev.sonde.ingest.dask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.testkit.Corpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published figures of one real run are what its task stream must say. */
class TaskStreamTest {

  static final String STREAM = "dask/task_stream.json";

  @TempDir Path folder;

  @Test
  void attempts_transfers_workers_and_errors_are_the_true_ones() {
    Collected stream = stream();
    assertThat(stream.problems()).isEmpty();
    assertThat(with(stream, Role.ATTEMPT)).hasSize(190);
    assertThat(with(stream, Role.TRANSFER)).hasSize(27);
    assertThat(stream.spans().stream().map(s -> SpanFacts.of(s).worker()).distinct()).hasSize(3);
    assertThat(stream.spans().stream().map(Span::id).distinct()).hasSize(217);
    Map<String, Long> prefixes =
        with(stream, Role.ATTEMPT).stream()
            .collect(
                Collectors.groupingBy(s -> SpanFacts.of(s).taskPrefix(), Collectors.counting()));
    assertThat(prefixes)
        .isEqualTo(
            Map.of("load", 60L, "clean", 60L, "merge", 30L, "total", 1L, "flaky", 21L, "dep", 18L));
  }

  @Test
  void tasks_that_raised_say_what() {
    List<Span> failed =
        stream().spans().stream().filter(s -> s.status() == Span.Status.ERROR).toList();
    assertThat(failed)
        .extracting(s -> SpanFacts.of(s).taskKey())
        .containsExactlyInAnyOrder("flaky-3", "flaky-10", "flaky-17");
    assertThat(failed).extracting(s -> SpanFacts.of(s).error()).contains("ValueError: bad item 3");
    assertThat(failed)
        .allMatch(s -> s.attributes().text("exception.stacktrace").contains("in flaky"));
  }

  @Test
  void times_keep_all_their_digits() {
    Span first = stream().spans().getFirst();
    assertThat(first.startNanos()).isEqualTo(1_795_196_981_387_912_800L);
    assertThat(first.endNanos()).isEqualTo(1_795_196_981_438_190_000L);
    assertThat(first.attributes().integer("task.result.bytes")).isEqualTo(200_000);
  }

  @Test
  void a_damaged_task_costs_itself_alone() throws Exception {
    String all = new String(Corpus.bytes(STREAM), StandardCharsets.UTF_8);
    String damaged = all.replaceFirst("\"nbytes\": 200000,", "\"nbytes\": 2x,");
    Collected stream = Collected.from(Files.writeString(folder.resolve("damaged"), damaged));
    assertThat(stream.read().rejected()).isEqualTo(1);
    assertThat(with(stream, Role.ATTEMPT)).hasSize(189);
    assertThat(stream.problems()).containsExactly("malformed");
  }

  @Test
  void keys_that_are_tuples_are_written_as_python_does() throws Exception {
    String all = new String(Corpus.bytes(STREAM), StandardCharsets.UTF_8);
    String tuple = all.replace("\"key\": \"load-001\"", "\"key\": [\"load-1f\", 0, 1]");
    Collected stream = Collected.from(Files.writeString(folder.resolve("tuples"), tuple));
    assertThat(SpanFacts.of(stream.spans().getFirst()).taskKey()).isEqualTo("('load-1f', 0, 1)");
  }

  private Collected stream() {
    return Collected.from(Corpus.copy(STREAM, folder));
  }

  private static List<Span> with(Collected stream, Role role) {
    return stream.spans().stream().filter(s -> SpanFacts.of(s).role() == role).toList();
  }
}
