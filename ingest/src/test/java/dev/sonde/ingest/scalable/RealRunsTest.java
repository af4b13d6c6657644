package dev.sonde.ingest.scalable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.ingest.Collected;
import dev.sonde.ingest.Contents;
import dev.sonde.ingest.Intake;
import dev.sonde.ingest.Source;
import dev.sonde.model.Event;
import dev.sonde.model.Problem;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What truly happened in runs that Scalable itself recorded. */
class RealRunsTest {

  @TempDir static Path runs;

  @BeforeAll
  static void unpack() {
    Corpus.unpack("scalable", runs);
  }

  @Test
  void a_folder_of_runs_is_one_source_a_run() {
    Contents contents = new Intake().contents(runs, null);
    assertThat(contents.left()).isEmpty();
    assertThat(contents.sources()).hasSize(8).allMatch(Source.Folder.class::isInstance);
    assertThat(contents.sources()).isSortedAccordingTo((a, b) -> a.path().compareTo(b.path()));
  }

  @Test
  void every_task_has_the_state_it_ended_in() {
    Collected first = read("9ba8314d");
    assertThat(states(first)).isEqualTo(Map.of("memory", 58L, "erred", 4L, "cancelled", 3L));
    assertThat(first.problems()).isEmpty();
    assertThat(attempts(first)).hasSize(62);
    Map<String, Long> kinds =
        attempts(first).stream()
            .collect(
                Collectors.groupingBy(
                    s -> s.attributes().text(Keys.TASK_PREFIX), Collectors.counting()));
    assertThat(kinds)
        .isEqualTo(
            Map.of("run_gcam", 20L, "postprocess", 21L, "run_stitches", 20L, "calibrate", 1L));
  }

  @Test
  void attempts_last_as_long_as_their_rows_say_and_fit_their_whole_seconds() {
    double total =
        attempts(read("9ba8314d")).stream()
            .filter(s -> "run_stitches".equals(s.attributes().text(Keys.TASK_PREFIX)))
            .mapToLong(s -> s.endNanos() - s.startNanos())
            .sum();
    assertThat(total / 20 / 1e9).isCloseTo(0.794, within(0.001));
  }

  @Test
  void two_of_four_failures_fell_with_the_others() {
    List<Span> failed =
        attempts(read("9ba8314d")).stream().filter(s -> s.status() == Span.Status.ERROR).toList();
    assertThat(failed).hasSize(4);
    Map<String, String> kinds = new HashMap<>();
    failed.forEach(
        s -> kinds.put(s.attributes().text(Keys.TASK_KEY), s.attributes().text(Keys.TASK_PREFIX)));
    for (Span span : failed) {
      List<String> causes = span.attributes().texts(Keys.TASK_DEPENDENCIES);
      if ("postprocess".equals(span.attributes().text(Keys.TASK_PREFIX))) {
        assertThat(causes)
            .singleElement()
            .satisfies(c -> assertThat(kinds.get(c)).isEqualTo("run_gcam"));
      } else {
        assertThat(causes).isEmpty();
      }
    }
  }

  @Test
  void failures_of_one_kind_stand_each_for_itself() {
    List<Span> failed =
        attempts(read("573afe75")).stream().filter(s -> s.status() == Span.Status.ERROR).toList();
    assertThat(failed).hasSize(9).allMatch(s -> !s.attributes().has(Keys.TASK_DEPENDENCIES));
  }

  @Test
  void a_warm_cache_hits_wherever_the_cold_one_missed() {
    List<Event> cold = events(read("9ba8314d"), Keys.EVENT_CACHE_LOOKUP);
    List<Event> warm = events(read("989a6b13"), Keys.EVENT_CACHE_LOOKUP);
    assertThat(cold).hasSize(38).allMatch(e -> "false".equals(e.attributes().text(Keys.CACHE_HIT)));
    assertThat(warm).hasSize(38).allMatch(e -> "true".equals(e.attributes().text(Keys.CACHE_HIT)));
    Map<String, Double> missed = new HashMap<>();
    cold.forEach(e -> missed.put(e.attributes().text(Keys.CACHE_KEY), seconds(e)));
    double saved =
        warm.stream().mapToDouble(e -> missed.get(e.attributes().text(Keys.CACHE_KEY))).sum();
    assertThat(saved).isCloseTo(5.936, within(0.001));
  }

  @Test
  void what_a_torn_close_calls_cancelled_is_not() {
    Collected torn = read("9e449bce");
    assertThat(states(torn)).isEqualTo(Map.of("memory", 165L, "processing", 1335L));
    assertThat(torn.read().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.code()).isEqualTo(Problem.Code.CONFLICT))
        .satisfies(p -> assertThat(p.count()).isEqualTo(1335));
  }

  @Test
  void a_killed_process_leaves_an_open_run_with_open_tasks() {
    Collected killed = read("2ba5d7a3");
    assertThat(states(killed)).isEqualTo(Map.of("memory", 3L, "processing", 2L));
    assertThat(killed.spans().stream().filter(Span::isOpen)).hasSize(3);
    assertThat(events(killed, Keys.EVENT_RUN_FINISHED)).isEmpty();
  }

  @Test
  void a_session_that_failed_says_why_whatever_its_status() {
    assertThat(run(read("311fa43c")).statusMessage())
        .isEqualTo("RuntimeError: Nanny failed to start.");
    Span left = run(read("eda0465d"));
    assertThat(left.attributes().text(Keys.RUN_STATUS)).isEqualTo("completed");
    assertThat(left.status()).isEqualTo(Span.Status.ERROR);
    assertThat(left.statusMessage()).contains("driver script failed");
  }

  @Test
  void the_run_has_the_facts_of_its_manifest_and_plan() {
    Span run = run(read("9ba8314d"));
    assertThat(run.attributes().text(Keys.RUN_NAME)).isEqualTo("energy-forecast");
    assertThat(run.attributes().text(Keys.RUN_MANIFEST_HASH)).startsWith("908bfe3f");
    assertThat(run.attributes().text("target_name")).isEqualTo("local");
    assertThat(run.attributes().has("plan.workers_by_tag")).isTrue();
    assertThat(run.endNanos() - run.startNanos()).isEqualTo(6_000_000_000L);
  }

  @Test
  void artifacts_and_cost_are_kept() {
    assertThat(events(read("9ba8314d"), Keys.EVENT_ARTIFACT_PRODUCED))
        .extracting(e -> e.attributes().text(Keys.ARTIFACT_ID))
        .containsExactly("file:///data/out/summary.csv", "s3://bucket/grid.nc");
    assertThat(events(read("07e9904c"), "scalable.cost"))
        .singleElement()
        .satisfies(e -> assertThat(e.attributes().text("total_hourly")).isEqualTo("1.152"));
  }

  @Test
  void the_books_are_those_of_all_files() throws IOException {
    Collected read = read("9ba8314d");
    long bytes = 0;
    for (Path file : ((Source.Folder) source("9ba8314d")).files()) {
      bytes += Files.size(file);
    }
    assertThat(read.read().bytes()).isEqualTo(bytes);
    assertThat(read.read().rejected()).isZero();
    assertThat(read.read().format()).isEqualTo("scalable-run");
    assertThat(read("9ba8314d")).isEqualTo(read);
  }

  private static double seconds(Event event) {
    return Double.parseDouble(String.valueOf(event.attributes().text("duration_s")));
  }

  private static Source source(String suffix) {
    return new Intake().contents(folder(suffix), null).sources().getFirst();
  }

  private static Collected read(String suffix) {
    return Collected.ofFolder(folder(suffix));
  }

  private static Path folder(String suffix) {
    try (Stream<Path> all = Files.list(runs)) {
      return all.filter(p -> p.toString().endsWith(suffix)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Span> attempts(Collected read) {
    return read.spans().stream().filter(s -> SpanFacts.of(s).role() == Role.ATTEMPT).toList();
  }

  private static Span run(Collected read) {
    return read.spans().stream()
        .filter(s -> SpanFacts.of(s).role() == Role.RUN)
        .findFirst()
        .orElseThrow();
  }

  private static List<Event> events(Collected read, String name) {
    return read.records().stream()
        .filter(Event.class::isInstance)
        .map(Event.class::cast)
        .filter(e -> e.name().equals(name))
        .toList();
  }

  /** The state of each task by its last transition. */
  private static Map<String, Long> states(Collected read) {
    Map<String, String> last = new HashMap<>();
    for (Event event : events(read, Keys.EVENT_TASK_TRANSITION)) {
      last.put(event.attributes().text(Keys.TASK_KEY), event.attributes().text(Keys.TASK_STATE_TO));
    }
    return last.values().stream().collect(Collectors.groupingBy(s -> s, Collectors.counting()));
  }
}
