package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The time of groups of spans, nested ones counted once")
class NestingTest {

  private record Step(long id, long parent, String path, long nanos) {}

  private static Hierarchy.Group group(List<Step> steps, String path) {
    return groups(steps).stream()
        .filter(group -> String.join("/", group.path()).equals(path))
        .findFirst()
        .orElseThrow();
  }

  private static List<Hierarchy.Group> groups(List<Step> steps) {
    Hierarchy hierarchy = new Hierarchy();
    Nesting nesting = new Nesting();
    for (Step step : steps) {
      int group = hierarchy.add(List.of(step.path().split("/")), 1, 1);
      nesting.add(step.id(), step.parent(), group, step.nanos());
    }
    nesting.into(hierarchy);
    return hierarchy.most(1000);
  }

  @Test
  void what_lies_in_the_group_by_way_of_another_does_not_count_again() {
    List<Step> steps =
        List.of(
            new Step(1, Nesting.NOTHING, "a", 100),
            new Step(2, 1, "b", 60),
            new Step(3, 2, "a", 30),
            new Step(4, 9, "a", 7));
    assertThat(group(steps, "a").totalNanos()).isEqualTo(107);
    assertThat(group(steps, "b").totalNanos()).isEqualTo(60);
  }

  @Test
  void an_open_span_has_no_time_and_what_lies_in_it_does_not_count_beside() {
    List<Step> steps =
        List.of(new Step(1, Nesting.NOTHING, "a", Nesting.NOTHING), new Step(2, 1, "a/x", 30));
    assertThat(group(steps, "a").totalNanos()).isNull();
    assertThat(group(steps, "a/x").totalNanos()).isEqualTo(30);
  }

  @Test
  void a_circle_of_parents_ends_and_gives_the_same_in_any_order() {
    List<Step> steps =
        new ArrayList<>(
            List.of(
                new Step(1, 3, "a", 1),
                new Step(2, 1, "b", 10),
                new Step(3, 2, "a", 100),
                new Step(4, 4, "a", 1000)));
    List<Hierarchy.Group> before = groups(steps);
    Collections.reverse(steps);
    assertThat(groups(steps)).isEqualTo(before);
  }

  @Test
  void a_chain_of_a_million_is_gone_through() {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      steps.add(new Step(i, i == 0 ? Nesting.NOTHING : i - 1, "a", 5));
    }
    assertThat(group(steps, "a").totalNanos()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void any_forest_has_the_sums_that_going_up_from_each_span_gives(long seed) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String path = "a" + random.nextInt(3);
      for (int depth = random.nextInt(3); depth > 0; depth--) {
        path += "/b" + random.nextInt(2);
      }
      int parent = random.nextInt(i + 1) - 1;
      steps.add(new Step(i * 77L, parent < 0 ? Nesting.NOTHING : parent * 77L, path, i));
    }
    List<Step> shuffled = new ArrayList<>(steps);
    Collections.shuffle(shuffled, random);
    for (Hierarchy.Group group : groups(shuffled)) {
      long expected = 0;
      for (Step step : steps) {
        boolean within = false;
        for (long up = step.parent(); up != Nesting.NOTHING && !within; ) {
          Step above = steps.get((int) (up / 77));
          within = isIn(above, group.path());
          up = above.parent();
        }
        expected += isIn(step, group.path()) && !within ? step.nanos() : 0;
      }
      assertThat(group.totalNanos()).as("%s, seed %d", group.path(), seed).isEqualTo(expected);
    }
  }

  private static boolean isIn(Step step, List<String> path) {
    List<String> own = Arrays.asList(step.path().split("/"));
    return own.size() >= path.size() && own.subList(0, path.size()).equals(path);
  }
}
