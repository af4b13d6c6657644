package dev.sonde.demo.sweep;

import dev.sonde.demo.Given;
import dev.sonde.demo.Tally;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.TempFolder;
import dev.sonde.demo.Workload;
import dev.sonde.demo.cluster.Cluster;
import dev.sonde.demo.cluster.Scheduler;
import dev.sonde.sdk.Run;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.task.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The same sweep three times: cold, warm, and with a model that has become slower. */
public final class SweepWorkload implements Workload {

  private static final int SLOWER_PERCENT = 180;
  private static final long MEMORY = 16 << 20;

  private record Version(String name, int version, int factor) {}

  private static final List<Version> RUNS =
      List.of(
          new Version("sweep cold", 1, 100),
          new Version("sweep warm", 1, 100),
          new Version("sweep changed", 2, SLOWER_PERCENT));

  @Override
  public String name() {
    return "sweep";
  }

  @Override
  public String purpose() {
    return "three runs of a scenario sweep with a cache: cold, warm, and slower by a change";
  }

  @Override
  public String help() {
    return """
    Each scenario is prepared, modelled in four regions, and stitched together; results are cached on
    disk by function, version and arguments. Some models fail once and are tried again; one scenario
    fails for good. The second run finds all that succeeded in the cache. In the third the model has
    another version that is 1.8 times slower, so nothing of it is in the cache.\
    """;
  }

  @Override
  public List<Choice> choices() {
    return List.of(
        new Choice("workers", "N", "worker processes, 1 to 16", "2"),
        new Choice("slots", "N", "tasks that a worker runs at once, 1 to 16", "2"),
        new Choice("scenarios", "N", "2 to 100", "8"));
  }

  @Override
  public List<String> questions() {
    return List.of(
        "overview --run all",
        "prefixes",
        "tasks --sort attempts:desc",
        "erred",
        "traces",
        "events --kind cache.lookup");
  }

  @Override
  public Tally run(Given given) throws Exception {
    int scenarios = given.count("scenarios", 2, 100);
    int failing = given.random(1).nextInt(scenarios);
    Cluster.Setup setup =
        new Cluster.Setup(
            SweepFunctions.class,
            given.count("workers", 1, 16),
            given.count("slots", 1, 16),
            MEMORY,
            0);
    Tally tally = new Tally();
    Cluster cluster = null;
    try (TempFolder cache = TempFolder.create("cache");
        Telemetry telemetry = Telemetry.start("demo-sweep")) {
      Sonde sonde = telemetry.sonde();
      for (Version version : RUNS) {
        try (Run run = sonde.run(version.name())) {
          try {
            cluster = present(sonde, given, setup, cluster);
            once(sonde, cluster, run, graph(given, scenarios, failing, cache, version), tally);
          } catch (Exception e) {
            run.failed(e);
            throw e;
          }
        }
      }
    } finally {
      if (cluster != null) {
        cluster.close();
      }
    }
    return tally;
  }

  private static SweepGraph graph(
      Given given, int scenarios, int failing, TempFolder cache, Version version) {
    return SweepGraph.build(
        scenarios, failing, cache.path(), version.version(), version.factor(), given.random(2));
  }

  private static Cluster present(
      Sonde sonde, Given given, Cluster.Setup setup, @Nullable Cluster cluster)
      throws IOException, InterruptedException {
    if (cluster != null) {
      cluster.announce();
      return cluster;
    }
    try (Step _ = sonde.step("start workers")) {
      Cluster started = Cluster.start(sonde, given, setup, 1);
      started.await();
      return started;
    }
  }

  private static void once(Sonde sonde, Cluster cluster, Run run, SweepGraph graph, Tally tally)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    Scheduler scheduler = new Scheduler(sonde, cluster);
    scheduler.submit(graph.tasks(), graph.results());
    Scheduler.Outcome outcome;
    try (Step _ = sonde.step("wait")) {
      outcome = scheduler.run();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    boolean right;
    try (Step _ = sonde.step("gather and check")) {
      right = isRight(graph, scheduler, outcome);
    }
    tally
        .put(run.id(), "tasks", outcome.tasks())
        .put(run.id(), "attempts", outcome.attempts())
        .put(run.id(), "failed attempts", outcome.failures())
        .put(run.id(), "retried", outcome.retried())
        .put(run.id(), "erred", outcome.erred().size())
        .put(run.id(), "not run", outcome.waiting().size());
    cluster.tally().forEach((name, value) -> tally.put(run.id(), name.replace('_', ' '), value));
    tally
        .put(run.id(), "took s", String.format(Locale.ROOT, "%.3f", seconds))
        .check(run.id(), "results", right);
    cluster.dismiss("run over");
  }

  /** Each scenario that has a result against the same computed here. */
  private static boolean isRight(SweepGraph graph, Scheduler scheduler, Scheduler.Outcome outcome)
      throws IOException {
    for (int scenario = 0; scenario < graph.results().size(); scenario++) {
      String key = graph.results().get(scenario);
      if (!outcome.waiting().contains(key)) {
        double[] forcing = SweepMath.prepare(scenario);
        List<double[]> regions = new ArrayList<>();
        for (int region = 0; region < SweepGraph.REGIONS; region++) {
          regions.add(SweepMath.model(forcing, region));
        }
        if (!java.util.Arrays.equals(SweepMath.stitch(regions), scheduler.gather(key))) {
          return false;
        }
      }
    }
    return true;
  }
}
