package dev.sonde.demo.array;

import dev.sonde.demo.cluster.TaskSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The tasks of the array computation.
 *
 * @param tasks in the order in which they are worked on
 * @param reductions keys of the results by block of columns
 * @param total key of the result
 */
record ArrayGraph(List<TaskSpec> tasks, List<String> reductions, String total) {

  private static final int RETRIES = 2;
  private static final int FAN_IN = 4;

  /**
   * @param failures tasks that fail: of two, one fails once and one for good
   */
  static ArrayGraph build(ArrayMath math, long seed, int failures, RandomGenerator random) {
    Set<String> flaky = chosen("normalise", math.chunks(), (failures + 1) / 2, random);
    Set<String> broken = chosen("reduce", math.blocks(), failures / 2, random);
    Builder builder = new Builder(math, seed, flaky, broken);
    List<String> normalised = new ArrayList<>();
    for (int i = 0; i < math.chunks(); i++) {
      String load = builder.add("load", i, List.of());
      normalised.add(builder.add("normalise", i, List.of(load)));
    }
    List<String> reduced = new ArrayList<>();
    for (int i = 0; i < math.blocks(); i++) {
      String rechunk = builder.add("rechunk", i, normalised);
      reduced.add(builder.add("reduce", i, List.of(rechunk)));
    }
    List<String> combined = new ArrayList<>();
    for (int i = 0; i < reduced.size(); i += FAN_IN) {
      List<String> some = reduced.subList(i, Math.min(reduced.size(), i + FAN_IN));
      combined.add(builder.add("combine", i / FAN_IN, some));
    }
    String total = builder.add("total", 0, combined);
    return new ArrayGraph(List.copyOf(builder.tasks), List.copyOf(reduced), total);
  }

  private static Set<String> chosen(String prefix, int of, int count, RandomGenerator random) {
    Set<String> keys = new HashSet<>();
    while (keys.size() < Math.min(count, of)) {
      keys.add(prefix + "-" + random.nextInt(of));
    }
    return keys;
  }

  private record Builder(
      ArrayMath math, long seed, Set<String> flaky, Set<String> broken, List<TaskSpec> tasks) {

    Builder(ArrayMath math, long seed, Set<String> flaky, Set<String> broken) {
      this(math, seed, flaky, broken, new ArrayList<>());
    }

    String add(String prefix, int index, List<String> dependencies) {
      String key = prefix + "-" + index;
      int failing = broken.contains(key) ? RETRIES + 1 : flaky.contains(key) ? 1 : 0;
      tasks.add(
          new TaskSpec(
              key,
              prefix,
              dependencies,
              Map.of(
                  "index",
                  "" + index,
                  "seed",
                  "" + seed,
                  "chunks",
                  "" + math.chunks(),
                  "failing",
                  "" + failing),
              RETRIES));
      return key;
    }
  }
}
