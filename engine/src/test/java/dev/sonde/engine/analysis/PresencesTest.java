package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.Presences.Stay;
import java.util.List;
import org.junit.jupiter.api.Test;

class PresencesTest {

  @Test
  void time_there_is_clipped_to_the_window() {
    assertThat(Presences.nanos(List.of(new Stay(5, 25)), 10, 20)).isEqualTo(10);
    assertThat(Presences.nanos(List.of(new Stay(Long.MIN_VALUE, Long.MAX_VALUE)), 10, 20))
        .isEqualTo(10);
    assertThat(Presences.nanos(List.of(new Stay(12, 15)), 10, 20)).isEqualTo(3);
  }

  @Test
  void stays_that_overlap_count_once_in_any_order() {
    List<Stay> stays =
        List.of(new Stay(14, 18), new Stay(10, 12), new Stay(11, 15), new Stay(11, 12));
    assertThat(Presences.nanos(stays, 0, 100)).isEqualTo(8);
    assertThat(Presences.nanos(stays.reversed(), 0, 100)).isEqualTo(8);
  }

  @Test
  void a_stay_outside_of_the_window_is_nothing() {
    assertThat(Presences.nanos(List.of(new Stay(0, 10), new Stay(20, 30)), 10, 20)).isZero();
    assertThat(Presences.nanos(List.of(), 10, 20)).isZero();
  }
}
