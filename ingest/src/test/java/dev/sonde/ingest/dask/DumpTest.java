package dev.sonde.ingest.dask;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The published figures of one real run are what the dump of its cluster must say. */
class DumpTest {

  static final String DUMP = "dask/cluster_dump.yaml.gz";

  @TempDir Path folder;

  @Test
  void states_transitions_and_dependencies_are_the_true_ones() {
    Collected dump = dump();
    assertThat(dump.problems()).isEmpty();
    assertThat(dump.read().rejected()).isZero();
    List<Event> transitions = transitions(dump);
    assertThat(transitions).hasSize(729);
    Map<String, String> states = new HashMap<>();
    Map<String, List<String>> dependencies = new HashMap<>();
    for (Event event : transitions) {
      String key = event.attributes().text("task.key");
      states.put(key, event.attributes().text("task.state.to"));
      if (event.attributes().has("task.dependencies")) {
        dependencies.put(key, event.attributes().texts("task.dependencies"));
      }
    }
    assertThat(states.values().stream().filter("memory"::equals)).hasSize(187);
    assertThat(keys(states, "erred"))
        .containsExactlyInAnyOrder("flaky-3", "flaky-10", "flaky-17", "dep-3", "dep-10", "dep-17");
    assertThat(dependencies).hasSize(193);
    assertThat(dependencies.get("dep-3")).containsExactly("flaky-3");
    assertThat(dependencies.get("merge-000")).hasSize(3).allMatch(k -> k.startsWith("clean-"));
    assertThat(dependencies.get("total-0")).hasSize(30);
  }

  @Test
  void attempts_transfers_threads_and_errors_are_the_true_ones() {
    Collected dump = dump();
    List<Span> attempts = with(dump, Role.ATTEMPT);
    assertThat(attempts).hasSize(190).noneMatch(Span::isOpen);
    assertThat(attempts.stream().filter(s -> s.status() == Span.Status.ERROR))
        .hasSize(3)
        .extracting(s -> SpanFacts.of(s).error())
        .contains("ValueError: bad item 17");
    assertThat(with(dump, Role.TRANSFER)).hasSize(27);
    Set<Object> workers =
        attempts.stream().map(s -> s.origin().resource()).collect(Collectors.toSet());
    assertThat(workers).hasSize(3);
    assertThat(attempts)
        .allMatch(s -> Long.valueOf(1).equals(s.origin().resource().integer("worker.threads")));
  }

  @Test
  void a_stream_of_the_same_run_has_the_same_attempts_and_transfers() {
    Set<Object> dumped = new HashSet<>(dump().spans().stream().map(Span::id).toList());
    Collected stream = Collected.from(Corpus.copy(TaskStreamTest.STREAM, folder));
    assertThat(dumped)
        .hasSize(217)
        .isEqualTo(new HashSet<Object>(stream.spans().stream().map(Span::id).toList()));
  }

  @Test
  void tasks_whose_transitions_were_forgotten_have_their_state() throws Exception {
    String all = new String(Corpus.unzipped(DUMP), StandardCharsets.UTF_8);
    int begin = all.indexOf("\n  transition_log:");
    int end = all.indexOf("\n  type: Scheduler");
    Collected dump =
        Collected.from(
            Files.writeString(
                folder.resolve("forgotten"), all.substring(0, begin) + all.substring(end)));
    assertThat(transitions(dump)).hasSize(193);
    assertThat(transitions(dump))
        .filteredOn(e -> "erred".equals(e.attributes().text("task.state.to")))
        .hasSize(6);
  }

  private Collected dump() {
    return Collected.from(Corpus.copy(DUMP, folder));
  }

  private static List<String> keys(Map<String, String> states, String state) {
    return states.keySet().stream().filter(k -> states.get(k).equals(state)).toList();
  }

  private static List<Event> transitions(Collected dump) {
    return dump.records().stream()
        .filter(Event.class::isInstance)
        .map(Event.class::cast)
        .filter(e -> e.name().equals("task.transition"))
        .toList();
  }

  private static List<Span> with(Collected dump, Role role) {
    return dump.spans().stream().filter(s -> SpanFacts.of(s).role() == role).toList();
  }
}
