package dev.sonde.ingest.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Event;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.testkit.Corpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published figures of one real application are what its log must say. */
class SparkLogTest {

  static final String LOG = "spark/local-1795199299999.gz";

  @TempDir Path folder;

  @Test
  void jobs_stages_tasks_and_attempts_are_the_true_ones() {
    Collected log = log();
    assertThat(log.problems()).isEmpty();
    assertThat(log.read().rejected()).isZero();
    assertThat(ended(log, "spark.application")).hasSize(1);
    assertThat(ended(log, "spark.job")).hasSize(5);
    assertThat(ended(log, "spark.job").stream().filter(SparkLogTest::failed)).hasSize(1);
    assertThat(ended(log, "spark.stage")).hasSize(6);
    List<Span> attempts = attempts(log);
    assertThat(attempts).hasSize(75).allMatch(s -> SpanFacts.of(s).role() == Role.ATTEMPT);
    assertThat(attempts.stream().filter(SparkLogTest::failed)).hasSize(4);
    assertThat(keys(attempts)).hasSize(72);
  }

  @Test
  void the_longest_attempt_of_each_stage_and_the_bytes_read_are_the_true_ones() {
    Map<Long, Long> longest = new TreeMap<>();
    long bytes = 0;
    for (Span span : attempts(log())) {
      long millis = (span.endNanos() - span.startNanos()) / 1_000_000;
      longest.merge(span.attributes().integer("spark.stage.id"), millis, Long::max);
      Long read = span.attributes().integer("spark.shuffle_read_metrics.local_bytes_read");
      bytes += read == null ? 0 : read;
    }
    assertThat(longest.values()).containsExactly(295L, 158L, 64L, 34L, 103L, 28L);
    assertThat(bytes).isEqualTo(202_357);
  }

  @Test
  void a_task_has_kind_worker_run_job_and_all_tasks_of_its_parents() {
    Span task = attempt("1.5");
    assertThat(SpanFacts.of(task).taskPrefix()).isEqualTo("collectAsMap at J.java:9");
    assertThat(SpanFacts.of(task).worker()).isEqualTo("driver");
    assertThat(SpanFacts.of(task).run()).isEqualTo("local-1795199299999");
    assertThat(SpanFacts.of(task).submittedNanos()).isEqualTo(1_795_199_300_985_000_000L);
    assertThat(task.attributes().texts("task.dependencies"))
        .isEqualTo(IntStream.range(0, 12).mapToObj(i -> "0." + i).toList());
    assertThat(attempt("2.0").attributes().texts("task.dependencies")).isEmpty();
  }

  @Test
  void attempts_that_failed_say_what_was_thrown_and_are_numbered() {
    List<Span> failed = attempts(log()).stream().filter(SparkLogTest::failed).toList();
    assertThat(failed)
        .extracting(s -> SpanFacts.of(s).error())
        .contains("java.lang.IllegalStateException: bad block");
    Map<String, Set<Long>> numbers = new TreeMap<>();
    for (Span span : failed) {
      SpanFacts facts = SpanFacts.of(span);
      numbers.computeIfAbsent(facts.taskKey(), k -> new HashSet<>()).add(facts.attempt());
      assertThat(span.attributes().text("exception.stacktrace")).contains("J.java");
    }
    assertThat(numbers.values().stream().mapToInt(Set::size).sum()).isEqualTo(4);
  }

  @Test
  void the_executor_comes_with_its_cores() {
    Event added = events(log(), "worker.added").getFirst();
    assertThat(added.attributes().integer("worker.threads")).isEqualTo(2);
    assertThat(added.attributes().text("worker.id")).isEqualTo("driver");
    assertThat(events(log(), "run.finished").getFirst().attributes().text("run.status"))
        .isEqualTo("ok");
  }

  @Test
  void phases_lie_within_their_attempts() {
    Map<Long, Span> attempts =
        attempts(log()).stream().collect(Collectors.toMap(s -> s.id().span(), s -> s));
    List<Span> phases =
        log().spans().stream().filter(s -> SpanFacts.of(s).role() == Role.PHASE).toList();
    assertThat(phases)
        .isNotEmpty()
        .allSatisfy(phase -> {
          Span attempt = attempts.get(phase.parent());
          assertThat(phase.startNanos()).isGreaterThanOrEqualTo(attempt.startNanos());
          assertThat(phase.endNanos()).isLessThanOrEqualTo(attempt.endNanos());
        });
  }

  @Test
  void the_parts_of_a_rolled_log_agree_on_run_and_ids() throws Exception {
    List<String> lines = SparkContractTest.lines();
    Path first = Files.write(folder.resolve("events_1_local-1795199299999"), lines.subList(0, 60));
    List<String> rest = new ArrayList<>(lines.subList(60, lines.size()));
    rest.addFirst(lines.getFirst());
    Path second = Files.write(folder.resolve("events_2_local-1795199299999"), rest);
    List<Span> both = new ArrayList<>(Collected.from(first).spans());
    both.addAll(Collected.from(second).spans());
    Set<Object> whole =
        log().spans().stream().map(Span::id).collect(Collectors.toCollection(HashSet::new));
    assertThat(whole).containsAll(both.stream().map(Span::id).toList());
    assertThat(both).allMatch(s -> "local-1795199299999".equals(SpanFacts.of(s).run()));
    assertThat(keys(both.stream().filter(s -> s.name().equals("spark.task")).toList())).hasSize(72);
  }

  @Test
  void what_has_not_ended_is_open() throws Exception {
    List<String> killed = SparkContractTest.lines().subList(0, 40);
    Collected log = Collected.from(Files.write(folder.resolve("killed"), killed));
    List<String> open = log.spans().stream().filter(Span::isOpen).map(Span::name).sorted().toList();
    assertThat(open)
        .containsExactly(
            "spark.application", "spark.job", "spark.stage", "spark.task", "spark.task");
    assertThat(log.problems()).containsExactly("truncated");
    assertThat(log().spans()).noneMatch(Span::isOpen);
  }

  @Test
  void a_damaged_line_costs_itself_alone() throws Exception {
    String all = new String(Corpus.unzipped(LOG), StandardCharsets.UTF_8);
    String damaged = all.replaceFirst("\"Task ID\":7,\"Index\":7", "\"Task ID\":7,,");
    Collected log = Collected.from(Files.writeString(folder.resolve("log"), damaged));
    assertThat(log.read().rejected()).isEqualTo(1);
    assertThat(log.problems()).containsExactly("malformed");
    assertThat(attempts(log)).hasSize(75);
  }

  private Collected log() {
    return Collected.from(Corpus.copy(LOG, folder));
  }

  private Span attempt(String key) {
    return attempts(log()).stream()
        .filter(s -> key.equals(s.attributes().text("task.key")))
        .findFirst()
        .orElseThrow();
  }

  private static List<Span> attempts(Collected log) {
    return ended(log, "spark.task");
  }

  private static List<Span> ended(Collected log, String name) {
    return log.spans().stream().filter(s -> s.name().equals(name) && !s.isOpen()).toList();
  }

  private static List<Event> events(Collected log, String name) {
    return log.records().stream()
        .filter(Event.class::isInstance)
        .map(Event.class::cast)
        .filter(e -> e.name().equals(name))
        .toList();
  }

  private static Set<String> keys(List<Span> attempts) {
    return attempts.stream().map(s -> s.attributes().text("task.key")).collect(Collectors.toSet());
  }

  private static boolean failed(Span span) {
    return span.status() == Span.Status.ERROR;
  }
}
