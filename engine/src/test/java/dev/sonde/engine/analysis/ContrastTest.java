package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What chance explains is no difference")
class ContrastTest {

  @Test
  void quantiles_of_the_normal_distribution_are_those_of_tables() {
    assertThat(Contrast.normalQuantile(0.025)).isCloseTo(-1.959964, within(1e-6));
    assertThat(Contrast.normalQuantile(0.001)).isCloseTo(-3.090232, within(1e-6));
    assertThat(Contrast.normalQuantile(1e-6)).isCloseTo(-4.753424, within(1e-6));
  }

  @Test
  void of_sets_that_differ_in_nothing_hardly_one_in_twenty_shows_anything() {
    long seed = 31;
    Random random = new Random(seed);
    int shown = 0;
    for (int trial = 0; trial < 200; trial++) {
      int in = 20 + random.nextInt(200);
      Contrast contrast = new Contrast(in, 2_000, 100);
      boolean any = false;
      for (int value = 0; value < 100; value++) {
        double share = random.nextDouble();
        any |= contrast.score(having(random, in, share), having(random, 2_000, share)) > 0;
      }
      shown += any ? 1 : 0;
    }
    assertThat(shown).as("of 200, seed " + seed).isLessThanOrEqualTo(18);
  }

  private static long having(Random random, int of, double share) {
    long having = 0;
    for (int i = 0; i < of; i++) {
      having += random.nextDouble() < share ? 1 : 0;
    }
    return having;
  }

  @Test
  void few_records_weigh_less_than_many() {
    assertThat(new Contrast(3, 1000, 100).score(3, 500)).isZero();
    assertThat(new Contrast(300, 1000, 100).score(300, 500)).isGreaterThan(0.4);
    assertThat(new Contrast(0, 10, 1).score(0, 5)).isZero();
  }
}
