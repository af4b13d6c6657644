package dev.sonde.demo.array;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.demo.Given;
import dev.sonde.demo.Workloads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The array by tasks is the array in one pass")
class ArrayMathTest {

  private final ArrayMath math = ArrayMath.of(6);

  private double[] byTasks(long seed) {
    List<double[]> normalised = new ArrayList<>();
    for (int i = 0; i < math.chunks(); i++) {
      normalised.add(ArrayMath.normalise(math.load(seed, i)));
    }
    List<double[]> reduced = new ArrayList<>();
    for (int i = 0; i < math.blocks(); i++) {
      reduced.add(ArrayMath.reduce(math.rechunk(normalised, i)));
    }
    return ArrayMath.combine(reduced);
  }

  @Test
  void both_agree_and_another_seed_does_not() {
    assertThat(ArrayMath.agree(math.directly(1), byTasks(1))).isTrue();
    assertThat(ArrayMath.agree(math.directly(2), byTasks(1))).isFalse();
  }

  @Test
  void of_three_failures_two_are_passing_and_one_is_for_good() {
    Given given = Given.of(Workloads.named("array"), List.of());
    ArrayGraph graph = ArrayGraph.build(math, 1, 3, given.random(1));
    assertThat(graph.tasks().stream().map(task -> task.arguments().get("failing")).toList())
        .satisfies(failing -> {
          assertThat(failing).filteredOn("1"::equals).hasSize(2);
          assertThat(failing).filteredOn("3"::equals).hasSize(1);
        });
  }
}
