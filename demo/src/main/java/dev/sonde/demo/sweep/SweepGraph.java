package dev.sonde.demo.sweep;

import dev.sonde.demo.cluster.TaskSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The tasks of one run of the sweep: of each scenario one {@code prepare}, a {@code run_model} for each
 * region, and a {@code stitch}.
 *
 * @param results keys of the stitches by scenario
 */
record SweepGraph(List<TaskSpec> tasks, List<String> results) {

  static final int REGIONS = 4;

  private static final int RETRIES = 2;

  /**
   * @param version of {@code run_model}: another one is not found in the cache
   * @param factor how long {@code run_model} takes, in percent
   * @param flaky scenarios of which a region fails once
   */
  static SweepGraph build(
      int scenarios, int failing, Path cache, int version, int factor, RandomGenerator flaky) {
    List<TaskSpec> tasks = new ArrayList<>();
    List<String> results = new ArrayList<>();
    for (int scenario = 0; scenario < scenarios; scenario++) {
      String prepare = "prepare-" + scenario;
      tasks.add(task(prepare, "prepare", List.of(), arguments(scenario, cache, 0, 100, "")));
      int unlucky = flaky.nextInt(2 * REGIONS);
      List<String> regions = new ArrayList<>();
      for (int region = 0; region < REGIONS; region++) {
        boolean fails = scenario == failing && region == 0;
        int times = fails ? RETRIES + 1 : region == unlucky && version == 1 ? 1 : 0;
        String error =
            fails
                ? "scenario " + scenario + " is infeasible: demand exceeds supply in 2041"
                : "the solver did not converge in year 2033";
        Map<String, String> arguments = arguments(scenario, cache, times, factor, error);
        arguments.put("region", "" + region);
        arguments.put("version", "" + version);
        String key = "run_model-" + scenario + "-" + region;
        tasks.add(task(key, "run_model", List.of(prepare), arguments));
        regions.add(key);
      }
      String stitch = "stitch-" + scenario;
      tasks.add(task(stitch, "stitch", regions, arguments(scenario, cache, 0, 100, "")));
      results.add(stitch);
    }
    return new SweepGraph(List.copyOf(tasks), List.copyOf(results));
  }

  private static Map<String, String> arguments(
      int scenario, Path cache, int failing, int factor, String error) {
    Map<String, String> arguments = new LinkedHashMap<>();
    arguments.put("scenario", "" + scenario);
    arguments.put("cache", cache.toString());
    arguments.put("failing", "" + failing);
    arguments.put("factor", "" + factor);
    arguments.put("error", error);
    return arguments;
  }

  private static TaskSpec task(
      String key, String prefix, List<String> dependencies, Map<String, String> arguments) {
    return new TaskSpec(key, prefix, dependencies, arguments, RETRIES);
  }
}
