package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SamplingTest {

  private static final Sampling TENTH = Sampling.of(0.1, false, 0);

  @Test
  void the_last_56_bits_of_the_trace_decide() {
    // 0.9 * 2^56, the threshold ot=th:e6666666666668 of OpenTelemetry.
    assertThat(TENTH.chooses(1, 0xffe6666666666668L)).isTrue();
    assertThat(TENTH.chooses(1, 0x00e6666666666668L)).isTrue();
    assertThat(TENTH.chooses(1, 0xffe6666666666600L)).isFalse();
    assertThat(TENTH.chooses(-1, 0xff00000000000000L)).isFalse();
    assertThat(TENTH.chooses(-1, -1)).isTrue();
    Sampling half = Sampling.of(0.5, false, 0);
    assertThat(half.chooses(1, 0x0080000000000000L)).isTrue();
    assertThat(half.chooses(1, 0x007fffffffffffffL)).isFalse();
  }

  @Test
  void a_smaller_share_is_part_of_a_larger_one() {
    Random random = new Random(5);
    Sampling third = Sampling.of(1.0 / 3, false, 0);
    for (int i = 0; i < 10_000; i++) {
      long low = random.nextLong();
      assertThat(TENTH.chooses(1, low) && !third.chooses(1, low)).isFalse();
    }
  }

  @Test
  void of_ten_thousand_random_traces_it_is_the_share() {
    Random random = new Random(7);
    long chosen = random.longs(10_000).filter(low -> TENTH.chooses(1, low)).count();
    // Binomial: 1000 on average, with a deviation of 30; five of them.
    assertThat(chosen).isBetween(850L, 1150L);
  }

  @Test
  void without_a_real_trace_id_everything_is_chosen() {
    assertThat(TENTH.chooses(0, 1)).isTrue();
  }

  @Test
  void all_traces_are_no_sampling() {
    assertThat(Sampling.NONE.isNone()).isTrue();
    assertThat(Sampling.NONE.chooses(1, 0)).isTrue();
    assertThat(TENTH.isNone()).isFalse();
  }

  @Test
  void a_share_of_nothing_is_refused() {
    assertThatThrownBy(() -> Sampling.of(0, false, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.0");
  }
}
