package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Edges of bins are round and hold every value")
class EdgesTest {

  @Test
  void bins_of_one_width_begin_and_end_at_round_numbers() {
    assertThat(Edges.of(0.3, 0.3, 0.5, 0.9).values()).startsWith(0.3, 0.35).endsWith(0.9, 0.95);
    assertThat(Edges.of(5, 5, 5, 5).values()).hasSizeGreaterThan(1);
    assertThat(Edges.of(0, 0, 0, 0).values()).isEqualTo(List.of(0.0, 1.0));
  }

  @Test
  void bins_grow_where_values_span_orders_of_magnitude() {
    Edges edges = Edges.of(0, 0.03, 1, 900);
    assertThat(edges.logarithmic()).isTrue();
    assertThat(edges.values())
        .containsExactly(
            0.0, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0,
            1000.0);
  }

  @Test
  void whatever_the_values_they_lie_between_the_edges_and_the_bins_are_few() {
    long seed = 17;
    Random random = new Random(seed);
    for (int trial = 0; trial < 2_000; trial++) {
      double[] values = new double[1 + random.nextInt(20)];
      int scale = random.nextInt(600) - 300;
      for (int i = 0; i < values.length; i++) {
        values[i] =
            random.nextInt(10) == 0
                ? 0
                : (random.nextBoolean() ? -1 : 1) * random.nextDouble() * Math.pow(10, scale);
      }
      Arrays.sort(values);
      double positive = Arrays.stream(values).filter(v -> v > 0).min().orElse(1);
      double last = values[values.length - 1];
      Edges edges = Edges.of(values[0], positive, values[values.length / 2], last);
      assertThat(edges.values()).as("seed " + seed + " " + Arrays.toString(values)).isSorted();
      assertThat(edges.values().getFirst()).isLessThanOrEqualTo(values[0]);
      assertThat(edges.values().getLast()).isGreaterThan(last);
      assertThat(edges.values()).hasSizeBetween(2, 44).doesNotHaveDuplicates();
    }
  }
}
