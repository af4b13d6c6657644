package dev.sonde.engine.analysis.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The critical path of a run with tasks")
class CriticalPathTest {

  private static final Map<String, List<String>> NONE = Map.of();

  @Test
  void leads_through_the_dependency_that_ended_last() {
    Execution run =
        Given.run(
            0,
            100,
            List.of(
                attempt("a", "w1", 0, 40), attempt("b", "w2", 0, 60), attempt("c", "w1", 60, 100)),
            Map.of("c", List.of("a", "b")),
            List.of());

    assertThat(said(run)).containsExactly("compute b 0-60", "compute c 60-100");
    assertThat(CriticalPath.of(run).lengthNanos()).isEqualTo(100);
  }

  @Test
  void leads_through_the_transfer_that_came_between() {
    Execution run =
        Given.run(
            0,
            100,
            List.of(
                attempt("a", "w1", 0, 40),
                transfer("c", "a", "w1", "w2", 40, 70),
                attempt("c", "w2", 70, 100)),
            Map.of("c", List.of("a")),
            List.of());

    assertThat(said(run)).containsExactly("compute a 0-40", "transfer c 40-70", "compute c 70-100");
  }

  @Test
  void leads_through_the_task_that_freed_the_slot() {
    Execution run =
        Given.run(
            0,
            100,
            List.of(
                attempt("a", "w1", 0, 10), attempt("x", "w1", 10, 70), attempt("c", "w1", 70, 100)),
            Map.of("c", List.of("a")),
            List.of(new Host("w1", 1, null, null)));

    assertThat(said(run)).containsExactly("compute a 0-10", "compute x 10-70", "compute c 70-100");
  }

  @Test
  void does_not_lead_through_a_neighbour_while_a_slot_was_free() {
    Execution run =
        Given.run(
            0,
            100,
            List.of(
                attempt("a", "w1", 0, 10), attempt("x", "w1", 10, 45), attempt("c", "w1", 70, 100)),
            Map.of("c", List.of("a")),
            List.of(new Host("w1", 2, null, null)));

    assertThat(said(run)).containsExactly("compute a 0-10", "unknown c 10-70", "compute c 70-100");
    assertThat(CriticalPath.of(run).lengthNanos()).isEqualTo(40);
  }

  @Test
  void says_what_came_before_a_task_could_begin() {
    Work late =
        new Work(Heading.COMPUTE, true, "c", "c", "c", "w1", null, null, null, 80, 100, 30L, 50L);
    Execution run = Given.run(0, 100, List.of(late), NONE, List.of(new Host("w1", 1, 60L, null)));

    assertThat(said(run))
        .containsExactly("client c 0-30", "start c 30-60", "unknown c 60-80", "compute c 80-100");
  }

  @Test
  void prefers_a_chain_that_explains_more_than_what_happened_to_end_last() {
    Execution run =
        Given.run(
            0,
            101,
            List.of(attempt("long", "w1", 0, 100), attempt("last", "w2", 99, 101)),
            NONE,
            List.of());

    assertThat(said(run)).containsExactly("compute long 0-100", "unknown 100-101");
  }

  @Test
  void of_nothing_is_unknown_time() {
    assertThat(said(Given.run(0, 5, List.of(), NONE, List.of()))).containsExactly("unknown 0-5");
    assertThat(CriticalPath.of(Given.run(5, 5, List.of(), NONE, List.of())).segments()).isEmpty();
  }

  @Test
  void ends_where_dependencies_go_in_a_circle() {
    Execution run =
        Given.run(
            0,
            30,
            List.of(attempt("a", "w1", 0, 10), attempt("b", "w1", 10, 30)),
            Map.of("a", List.of("b"), "b", List.of("a")),
            List.of());

    assertThat(said(run)).containsExactly("compute a 0-10", "compute b 10-30");
  }

  static List<Long> seeds() {
    return new Random(20261121).longs(300).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void is_contiguous_and_as_long_as_the_longest_chain_at_least(long seed) {
    SimulatedRun run = SimulatedRun.of(seed);
    CriticalPath path =
        CriticalPath.of(Given.run(run.start, run.end, run.works, run.dependencies, run.hosts));

    long reached = run.start;
    for (Segment segment : path.segments()) {
      assertThat(segment.startNanos()).isEqualTo(reached);
      assertThat(segment.endNanos()).isGreaterThan(reached);
      reached = segment.endNanos();
    }
    assertThat(reached).isEqualTo(run.end);
    assertThat(path.lengthNanos()).isBetween(run.longestChain, run.end - run.start);

    List<Work> other = new ArrayList<>(run.works);
    Collections.shuffle(other, new Random(seed));
    assertThat(CriticalPath.of(Given.run(run.start, run.end, other, run.dependencies, run.hosts)))
        .isEqualTo(path);
  }

  private static Work attempt(String task, String worker, long from, long to) {
    return new Work(
        Heading.COMPUTE, true, task, task, task, worker, null, null, null, from, to, null, null);
  }

  private static Work transfer(
      String task, String data, String from, String to, long start, long end) {
    return new Work(
        Heading.TRANSFER, false, task, task, data, to, from, data, null, start, end, null, null);
  }

  private static List<String> said(Execution run) {
    return CriticalPath.of(run).segments().stream()
        .map(s ->
            s.heading().word()
                + (s.work() < 0 ? "" : " " + run.key(run.task(s.work())))
                + " "
                + s.startNanos()
                + "-"
                + s.endNanos())
        .toList();
  }
}
