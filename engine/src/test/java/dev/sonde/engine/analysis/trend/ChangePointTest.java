package dev.sonde.engine.analysis.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.trend.ChangePoint.Least;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A change of level over runs")
class ChangePointTest {

  private static final Least TIME = new Least(0.05, 0.2, 0.001);
  private static final Least COUNT = new Least(0, 0, 1);

  @Test
  void is_named_with_the_first_run_on_the_new_level() {
    ChangePoint found = ChangePoint.of(new double[] {1, 1.02, 0.98, 1.5, 1.52, 1.49}, TIME, 10);

    assertThat(found).isEqualTo(new ChangePoint(3, 1, 1.5));
  }

  @Test
  void is_none_where_one_run_is_odd() {
    assertThat(ChangePoint.of(new double[] {1, 1, 9, 1, 1, 1}, TIME, 1)).isNull();
    assertThat(ChangePoint.of(new double[] {1, 1, 1, 1, 1, 9}, TIME, 1)).isNull();
    assertThat(ChangePoint.of(new double[] {0, 0, 3, 0, 0, 0, 0}, COUNT, 1)).isNull();
  }

  @Test
  void is_found_beside_an_odd_run() {
    ChangePoint found =
        ChangePoint.of(new double[] {1, 1.01, 0.1, 0.99, 1, 1.6, 1.61, 1.58}, TIME, 20);

    assertThat(found).isNotNull();
    assertThat(found.at()).isEqualTo(5);
  }

  @Test
  void needs_two_runs_on_either_side_and_some_difference() {
    assertThat(ChangePoint.of(new double[] {1, 2, 2}, TIME, 1)).isNull();
    assertThat(ChangePoint.of(new double[] {1, 1.1, 1.1, 1.1, 1.1}, TIME, 1)).isNull();
    assertThat(ChangePoint.of(new double[] {1e-5, 1e-5, 9e-5, 9e-5}, TIME, 1)).isNull();
    assertThat(ChangePoint.of(new double[0], TIME, 1)).isNull();
  }

  @Test
  void of_a_tenth_is_found_in_forty_runs_of_little_noise() {
    Random random = new Random(5);
    int found = 0;
    for (int series = 0; series < 50; series++) {
      double[] values = new double[40];
      for (int i = 0; i < values.length; i++) {
        values[i] = (i < 25 ? 1 : 1.1) * Math.exp(0.03 * random.nextGaussian());
      }
      ChangePoint change = ChangePoint.of(values, TIME, 50);
      found += change != null && Math.abs(change.at() - 25) <= 1 ? 1 : 0;
    }

    assertThat(found).isGreaterThanOrEqualTo(48);
  }

  @Test
  void is_seldom_found_in_noise() {
    Random random = new Random(6);
    int found = 0;
    for (int series = 0; series < 1000; series++) {
      double[] values = new double[5 + random.nextInt(30)];
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.exp(0.08 * random.nextGaussian());
      }
      found += ChangePoint.of(values, TIME, 1000) != null ? 1 : 0;
    }

    assertThat(found).isLessThanOrEqualTo(10);
  }
}
