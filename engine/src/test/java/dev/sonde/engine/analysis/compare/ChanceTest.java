package dev.sonde.engine.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What chance alone does")
class ChanceTest {

  @Test
  void sides_that_do_not_overlap_are_as_unlikely_as_two_of_all_orders() {
    double[] before = {1, 2, 3, 4, 5};
    double[] after = {6, 7, 8, 9, 10};
    assertThat(Chance.ranks(before, after)).isCloseTo(2 / 252.0, within(1e-12));
    assertThat(Chance.ranks(after, before)).isCloseTo(2 / 252.0, within(1e-12));
    assertThat(Chance.ranks(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}))
        .isCloseTo(2 / 70.0, within(1e-12));
    assertThat(Chance.ranks(new double[] {1, 1, 1, 1}, new double[] {1, 1, 1, 1})).isEqualTo(1);
  }

  @Test
  void ranks_are_as_counted_over_all_orders() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      int b = 1 + random.nextInt(5);
      int a = 1 + random.nextInt(5);
      double[] values = random.doubles(b + a).toArray();
      double[] before = java.util.Arrays.copyOf(values, b);
      double[] after = java.util.Arrays.copyOfRange(values, b, b + a);
      assertThat(Chance.ranks(before, after)).isCloseTo(counted(before, after), within(1e-9));
    }
  }

  /** Over all ways to choose which of the values were before. */
  private static double counted(double[] before, double[] after) {
    double[] all = new double[before.length + after.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(after, 0, all, before.length, after.length);
    int observed = least(all, (1 << before.length) - 1, before.length);
    int ways = 0;
    int extreme = 0;
    for (int chosen = 0; chosen < 1 << all.length; chosen++) {
      if (Integer.bitCount(chosen) == before.length) {
        ways++;
        extreme += least(all, chosen, before.length) <= observed ? 1 : 0;
      }
    }
    return Math.min(1, (double) extreme / ways);
  }

  private static int least(double[] all, int before, int count) {
    int above = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all.length; j++) {
        boolean pair = (before >> i & 1) == 1 && (before >> j & 1) == 0;
        above += pair && all[j] > all[i] ? 1 : 0;
      }
    }
    return Math.min(above, count * (all.length - count) - above);
  }

  @Test
  void student_and_the_binomial_are_those_of_the_tables() {
    assertThat(Chance.student(2.306, 8)).isCloseTo(0.05, within(1e-4));
    assertThat(Chance.student(-3.355, 8)).isCloseTo(0.01, within(1e-4));
    assertThat(Chance.student(12.706, 1)).isCloseTo(0.05, within(1e-4));
    assertThat(Chance.student(1.96, 1e6)).isCloseTo(0.05, within(1e-4));
    assertThat(Chance.student(0, 8)).isCloseTo(1, within(1e-12));
    assertThat(Chance.student(Double.POSITIVE_INFINITY, 8)).isZero();
    assertThat(Chance.atLeast(0, 10, 0.5)).isEqualTo(1);
    assertThat(Chance.atLeast(10, 10, 0.5)).isCloseTo(1 / 1024.0, within(1e-12));
    assertThat(Chance.atLeast(8, 10, 0.5)).isCloseTo(56 / 1024.0, within(1e-12));
    assertThat(Chance.atLeast(1, 3, 0.1)).isCloseTo(1 - 0.729, within(1e-12));
  }
}
