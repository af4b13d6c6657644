package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.Intensity.Busy;
import dev.sonde.engine.analysis.Intensity.Presence;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A cell is the busy share of the slots that were there")
class IntensityTest {

  private static final Bins BINS = new Bins(0, 10, 4);

  private static Presence always(String worker, long slots) {
    return new Presence(worker, slots, 0, Long.MAX_VALUE);
  }

  private static List<Intensity.Row> rows(List<Presence> workers, Busy... busy) {
    return new Intensity(BINS, workers).rows(List.of(busy));
  }

  @Test
  void busy_time_is_divided_by_all_slots_of_the_bin() {
    assertThat(rows(List.of(always("a", 2), always("b", 2)), new Busy("compute", "a", 1, 20, 0)))
        .containsExactly(new Intensity.Row("compute", 20e-9, List.of(0.0, 0.5, 0.0, 0.0)));
  }

  @Test
  void a_worker_counts_for_no_more_than_its_slots() {
    assertThat(rows(List.of(always("a", 1), always("b", 1)), new Busy("compute", "a", 0, 30, 0)))
        .containsExactly(new Intensity.Row("compute", 30e-9, List.of(0.5, 0.0, 0.0, 0.0)));
  }

  @Test
  void a_worker_that_is_not_there_yet_takes_no_part_in_the_whole() {
    assertThat(
            rows(
                List.of(always("a", 1), new Presence("b", 1, 20, Long.MAX_VALUE)),
                new Busy("compute", "a", 0, 10, 0),
                new Busy("compute", "a", 1, 0, 10),
                new Busy("compute", "a", 3, 10, 0)))
        .containsExactly(new Intensity.Row("compute", 40e-9, List.of(1.0, 1.0, 0.5, 0.5)));
  }

  @Test
  void a_level_holds_until_the_next_entry() {
    assertThat(
            rows(
                List.of(always("a", 1)),
                new Busy("compute", "a", 0, 4, 0),
                new Busy("compute", "a", 1, 0, 10),
                new Busy("compute", "a", 3, 2, 0)))
        .containsExactly(new Intensity.Row("compute", 26e-9, List.of(0.4, 1.0, 1.0, 0.2)));
  }

  @Test
  void what_no_worker_did_is_measured_against_the_bin_and_never_more_than_full() {
    assertThat(
            rows(
                List.of(always("a", 2)),
                new Busy("scheduler", null, 0, 5, 0),
                new Busy("scheduler", null, 1, 25, 0)))
        .containsExactly(new Intensity.Row("scheduler", 30e-9, List.of(0.5, 1.0, 0.0, 0.0)));
  }

  @Test
  void beside_workers_what_no_worker_did_adds_to_the_numerator_alone() {
    assertThat(
            rows(
                List.of(always("a", 2)),
                new Busy("other", "a", 0, 10, 0),
                new Busy("other", null, 0, 5, 0)))
        .containsExactly(new Intensity.Row("other", 15e-9, List.of(0.75, 0.0, 0.0, 0.0)));
  }
}
