package dev.sonde.ingest.ray;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.ingest.Collected;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A timeline that Ray itself wrote: 60 load, 60 clean, 20 flaky that are retried, 1 total. */
class RayTimelineTest {

  @TempDir Path folder;

  private Collected capture() {
    return Collected.from(Corpus.copy("ray/timeline.json.gz", folder));
  }

  private Collected read(String text) throws IOException {
    return Collected.from(Files.writeString(folder.resolve("timeline.json"), text));
  }

  private static List<Span> attempts(Collected collected) {
    return collected.spans().stream().filter(s -> role(s) == Role.ATTEMPT).toList();
  }

  private static Role role(Span span) {
    return SpanFacts.of(span).role();
  }

  @Test
  void every_event_is_a_span_and_every_execution_an_attempt() {
    Collected capture = capture();
    assertThat(capture.read().format()).isEqualTo("ray");
    assertThat(capture.problems()).isEmpty();
    assertThat(capture.spans()).hasSize(740);
    assertThat(capture.spans().stream().collect(groupingBy(RayTimelineTest::role, counting())))
        .isEqualTo(Map.of(Role.ATTEMPT, 153L, Role.PHASE, 446L, Role.CLIENT, 141L));
    assertThat(
            attempts(capture).stream()
                .collect(groupingBy(s -> text(s, Keys.TASK_PREFIX), counting())))
        .isEqualTo(Map.of("load", 60L, "clean", 60L, "flaky", 32L, "total", 1L));
  }

  @Test
  void tasks_that_were_retried_have_numbered_attempts_in_the_order_of_time() {
    Map<String, List<Span>> byTask =
        attempts(capture()).stream()
            .filter(s -> text(s, Keys.TASK_PREFIX).equals("flaky"))
            .sorted(java.util.Comparator.comparingLong(Span::startNanos))
            .collect(groupingBy(s -> text(s, Keys.TASK_KEY)));
    assertThat(byTask).hasSize(20);
    byTask
        .values()
        .forEach(tries -> {
          for (int i = 0; i < tries.size(); i++) {
            assertThat(tries.get(i).attributes().integer(Keys.TASK_ATTEMPT)).isEqualTo(i + 1);
          }
        });
    assertThat(byTask.values().stream().collect(groupingBy(List::size, counting())))
        .isEqualTo(Map.of(1, 11L, 2, 6L, 3, 3L));
  }

  @Test
  void what_an_execution_raised_is_the_error_of_its_attempt() {
    Collected capture = capture();
    List<Span> failed =
        capture.spans().stream().filter(s -> s.status() == Span.Status.ERROR).toList();
    assertThat(failed).hasSize(13);
    assertThat(failed)
        .allSatisfy(s -> assertThat(role(s)).isEqualTo(Role.ATTEMPT))
        .allSatisfy(s -> assertThat(SpanFacts.of(s).error()).isEqualTo("ValueError: flaky"));
  }

  @Test
  void workers_phases_and_times_are_as_they_were_written() {
    Collected capture = capture();
    assertThat(
            attempts(capture).stream()
                .collect(
                    groupingBy(s -> Objects.requireNonNull(SpanFacts.of(s).worker()), counting())))
        .isEqualTo(
            Map.of(
                "cea9326864a7cb48498d3bbd358803e6802456507070c7f0f01aaa4c", 97L,
                "f0771515c6810c1f395e0e5eddcb9f896c84c6d18660667cb701f079", 56L));
    Span phase = capture.spans().getFirst();
    Span attempt = capture.spans().get(3);
    assertThat(phase.attributes().text(Keys.TASK_PHASE)).isEqualTo("deserialize");
    assertThat(phase.parent()).isEqualTo(attempt.id().span());
    assertThat(text(phase, Keys.TASK_KEY)).isEqualTo(text(attempt, Keys.TASK_KEY));
    assertThat(phase.startNanos()).isEqualTo(1795196905408898800L);
    assertThat(phase.endNanos() - phase.startNanos()).isEqualTo(140570);
  }

  @Test
  void the_order_of_the_events_does_not_matter() throws IOException {
    String text = new String(Corpus.unzipped("ray/timeline.json.gz"), StandardCharsets.UTF_8);
    String inner = text.strip().substring(1, text.strip().length() - 1);
    List<String> events = new java.util.ArrayList<>(List.of(inner.split("(?<=\\}), (?=\\{\"cat)")));
    assertThat(events).hasSize(740);
    java.util.Collections.shuffle(events, new java.util.Random(11));
    Collected shuffled = read("[" + String.join(", ", events) + "]");
    assertThat(shuffled.problems()).isEmpty();
    assertThat(shuffled.records()).containsExactlyInAnyOrderElementsOf(capture().records());
  }

  @Test
  void newer_versions_name_nodes_and_workers_in_metadata() throws IOException {
    Collected read =
        read(
            """
            [{"cat":"task::f","name":"f","pid":0,"tid":1,"ts":5.0,"dur":2.0,"ph":"X",
              "args":{"task_id":"ab","name":"f"}},
             {"name":"process_name","ph":"M","pid":0,"args":{"name":"Node 192.0.2.7"}},
             {"name":"thread_name","ph":"M","pid":0,"tid":1,"args":{"name":"worker:c0ffee"}}]
            """);
    Span attempt = read.spans().getFirst();
    assertThat(attempt.origin().resource().text(Keys.WORKER_ID)).isEqualTo("c0ffee");
    assertThat(attempt.origin().resource().text("host.name")).isEqualTo("192.0.2.7");
  }

  @Test
  void a_phase_whose_execution_is_missing_is_kept_and_said() throws IOException {
    Collected read =
        read(
            """
            [{"cat":"task:execute","name":"task:execute","pid":"a","tid":"worker:b","ts":5.0,
              "dur":2.0,"ph":"X","args":{}}]
            """);
    assertThat(read.spans()).hasSize(1);
    assertThat(read.problems()).containsExactly("orphan");
  }

  private static String text(Span span, String key) {
    return String.valueOf(span.attributes().text(key));
  }
}
