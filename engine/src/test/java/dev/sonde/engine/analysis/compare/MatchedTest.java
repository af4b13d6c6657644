package dev.sonde.engine.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A comparison by hand")
class MatchedTest {

  private static final Timing ONE_S = new Timing(10, 1, 10, Math.log(1e9), 0.0001);
  private static final Timing TWO_S = new Timing(10, 2, 20, Math.log(2e9), 0.0001);

  private static Work work(long pieces, @Nullable Timing timing) {
    return new Work(pieces, 0, 0, 0, null, timing, null);
  }

  private static Work inputs(double inputs, Timing timing) {
    return new Work(10, 0, 0, 0, inputs, timing, null);
  }

  private static RunFigures run(double wallS, Map<String, Work> works) {
    Map<Kind, Work> kinds = new HashMap<>();
    works.forEach((prefix, work) -> kinds.put(Kind.tasks(prefix), work));
    return new RunFigures("r", null, wallS, kinds, 0, 0, null, Map.of(), null);
  }

  private static Compared compare(RunFigures before, RunFigures after) {
    return Comparison.of(List.of(before), List.of(after));
  }

  @Test
  void prefixes_match_without_what_differs_from_run_to_run() {
    Compared compared =
        compare(
            run(5, Map.of("load-4f1c2a90", work(10, ONE_S), "sum", work(10, ONE_S))),
            run(5, Map.of("load-9b07d3e1", work(10, ONE_S), "sum", work(10, ONE_S))));
    assertThat(compared.groups())
        .extracting(group -> group.kind().prefix())
        .containsExactlyInAnyOrder("load", "sum");
    assertThat(compared.appeared()).isEmpty();
    assertThat(compared.disappeared()).isEmpty();
  }

  @Test
  void prefixes_keep_their_ends_where_two_would_become_one() {
    Compared compared =
        compare(
            run(5, Map.of("step-1", work(10, ONE_S), "step-2", work(10, ONE_S))),
            run(
                5,
                Map.of(
                    "step-1",
                    work(10, ONE_S),
                    "step-3",
                    work(10, ONE_S),
                    "step-4",
                    work(1, ONE_S))));
    assertThat(compared.groups())
        .extracting(group -> group.kind().prefix())
        .containsExactly("step-1");
    assertThat(compared.appeared()).extracting(Kind::prefix).containsExactly("step-3", "step-4");
    assertThat(compared.disappeared()).extracting(Kind::prefix).containsExactly("step-2");
  }

  @Test
  void a_task_with_more_inputs_is_not_called_slower() {
    Compared compared =
        compare(
            run(5, Map.of("load", inputs(0, ONE_S), "sum", inputs(10, ONE_S))),
            run(9, Map.of("load", inputs(0, ONE_S), "sum", inputs(20, TWO_S))));
    assertThat(compared.verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(compared.sizes()).extracting(size -> size.kind().prefix()).containsExactly("sum");
    assertThat(compared.groups().getFirst().because()).isEqualTo(Compared.Because.INPUT);
  }

  @Test
  void a_task_with_the_same_inputs_is_also_where_others_are_more() {
    Compared compared =
        compare(
            run(5, Map.of("load", work(10, ONE_S), "sum", inputs(10, ONE_S))),
            run(9, Map.of("load", work(20, ONE_S), "sum", inputs(10, TWO_S))));
    assertThat(compared.verdict()).isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void a_longer_wall_clock_is_worse_though_no_kind_of_work_changed() {
    Map<String, Work> works = Map.of("load", work(10, ONE_S));
    assertThat(compare(run(5, works), run(7, works)).verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(compare(run(7, works), run(5, works)).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(compare(run(5, works), run(5.9, works)).verdict()).isEqualTo(Verdict.UNCHANGED);
  }

  @Test
  void what_got_slower_and_what_got_faster_are_weighed() {
    Map<String, Work> before = Map.of("large", work(10, ONE_S), "small", work(10, ONE_S));
    Timing half = new Timing(10, 0.5, 5, Math.log(5e8), 0.0001);
    Map<String, Work> worse = Map.of("large", work(10, TWO_S), "small", work(10, half));
    Compared compared = compare(run(5, before), run(5, worse));
    assertThat(compared.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(compared.groups()).allMatch(Compared.Group::significant);
    assertThat(compare(run(5, worse), run(5, before)).verdict()).isEqualTo(Verdict.IMPROVED);
    assertThat(compare(run(5, before), run(3, worse)).verdict()).isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void within_a_millisecond_and_twenty_percent_nothing_changed() {
    Timing short1 = new Timing(10, 0.002, 0.02, Math.log(2e6), 0.0001);
    Timing short2 = new Timing(10, 0.0033, 0.033, Math.log(3.3e6), 0.0001);
    Timing short3 = new Timing(10, 0.0035, 0.035, Math.log(3.5e6), 0.0001);
    RunFigures before = run(5, Map.of("a", work(10, short1)));
    assertThat(compare(before, run(5, Map.of("a", work(10, short2)))).verdict())
        .isEqualTo(Verdict.UNCHANGED);
    assertThat(compare(before, run(5, Map.of("a", work(10, short3)))).verdict())
        .isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void a_median_that_moved_alone_is_no_change() {
    Timing skewed = new Timing(10, 2, 10, Math.log(1.1e9), 0.5);
    assertThat(
            compare(run(5, Map.of("a", work(10, ONE_S))), run(5, Map.of("a", work(10, skewed))))
                .verdict())
        .isEqualTo(Verdict.UNCHANGED);
  }

  @Test
  void identical_repeats_are_unchanged_and_a_shift_of_all_is_one() {
    List<RunFigures> same = new ArrayList<>();
    List<RunFigures> longer = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      same.add(run(5, Map.of("a", work(10, ONE_S), "b", work(10, TWO_S), "c", work(10, ONE_S))));
      Timing more = new Timing(10, 1.1, 11, Math.log(1.1e9), 0.0001);
      Timing most = new Timing(10, 2.2, 22, Math.log(2.2e9), 0.0001);
      longer.add(run(5.5, Map.of("a", work(10, more), "b", work(10, most), "c", work(10, more))));
    }
    assertThat(Comparison.of(same, same).verdict()).isEqualTo(Verdict.UNCHANGED);
    Compared compared = Comparison.of(same, longer);
    assertThat(compared.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(compared.groups()).hasSize(3).allMatch(Compared.Group::slower);
    assertThat(compared.common()).isCloseTo(1.1, org.assertj.core.api.Assertions.within(1e-6));
  }
}
