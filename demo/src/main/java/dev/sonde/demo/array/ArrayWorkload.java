package dev.sonde.demo.array;

import dev.sonde.demo.Given;
import dev.sonde.demo.Tally;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.Workload;
import dev.sonde.demo.cluster.Cluster;
import dev.sonde.demo.cluster.Scheduler;
import dev.sonde.sdk.Run;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.sample.ProcessSamples;
import dev.sonde.sdk.task.Step;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** A chunked array computation over several worker processes. */
public final class ArrayWorkload implements Workload {

  private static final Logger LOG = Logger.getLogger(ArrayWorkload.class.getName());
  private static final double SLOW = 4;
  private static final long MEBIBYTE = 1 << 20;
  private static final long BANDWIDTH = 8 * MEBIBYTE;

  @Override
  public String name() {
    return "array";
  }

  @Override
  public String purpose() {
    return "a chunked array over worker processes: load, normalise, rechunk, reduce";
  }

  @Override
  public String help() {
    return """
    A matrix in chunks of rows is normalised, cut anew into blocks of columns, and reduced to three
    numbers, which are checked against a direct computation. A scheduler (the main process) places
    tasks where their data lies; workers fetch from each other over sockets, and write to disk what
    is over their memory limit.\
    """;
  }

  @Override
  public List<Choice> choices() {
    return List.of(
        new Choice("workers", "N", "worker processes, 1 to 16", "3"),
        new Choice("slots", "N", "tasks that a worker runs at once, 1 to 16", "2"),
        new Choice("chunks", "N", "chunks of rows, 4 to 60, of 256 KiB each", "24"),
        new Choice("memory", "MIB", "results that a worker holds in memory, 1 to 64", "4"),
        new Choice("slow-worker", "", "the last worker is 4 times slower", ""),
        new Choice("failures", "N", "tasks that fail, 0 to 20: by turns once and for good", "0"));
  }

  @Override
  public List<String> questions() {
    return List.of(
        "overview", "workers", "stragglers", "erred", "transfers", "timeline --by worker");
  }

  @Override
  public Tally run(Given given) throws Exception {
    int failures = given.count("failures", 0, 20);
    ArrayMath math = ArrayMath.of(given.count("chunks", 4, 60));
    Cluster.Setup setup =
        new Cluster.Setup(
            ArrayFunctions.class,
            given.count("workers", 1, 16),
            given.count("slots", 1, 16),
            given.count("memory", 1, 64) * MEBIBYTE,
            BANDWIDTH);
    Tally tally = new Tally();
    Cluster cluster = null;
    try (Telemetry telemetry = Telemetry.start("demo-array")) {
      Sonde sonde = telemetry.sonde();
      try (Run run = sonde.run("array");
          ProcessSamples _ = sonde.sampling(Duration.ofMillis(250))) {
        LOG.log(
            Level.INFO, "{0} chunks on {1} workers", new Object[] {math.chunks(), setup.workers()});
        try {
          cluster = started(sonde, given, setup, given.flag("slow-worker") ? SLOW : 1);
          compute(given, math, failures, sonde, cluster, run, tally);
        } catch (Exception e) {
          run.failed(e);
          throw e;
        }
      } finally {
        if (cluster != null) {
          cluster.close();
        }
      }
    }
    return tally;
  }

  private static Cluster started(Sonde sonde, Given given, Cluster.Setup setup, double slowness)
      throws Exception {
    try (Step _ = sonde.step("start workers")) {
      Cluster cluster = Cluster.start(sonde, given, setup, slowness);
      try {
        cluster.await();
      } catch (Exception e) {
        cluster.close();
        throw e;
      }
      return cluster;
    }
  }

  private static void compute(
      Given given, ArrayMath math, int failures, Sonde sonde, Cluster cluster, Run run, Tally tally)
      throws Exception {
    ArrayGraph graph;
    try (Step _ = sonde.step("build graph")) {
      graph = ArrayGraph.build(math, given.seed(), failures, given.random(1));
    }
    Scheduler scheduler = new Scheduler(sonde, cluster);
    try (Step _ = sonde.step("submit")) {
      List<String> wanted = new java.util.ArrayList<>(graph.reductions());
      wanted.add(graph.total());
      scheduler.submit(graph.tasks(), wanted);
    }
    Scheduler.Outcome outcome;
    try (Step _ = sonde.step("wait")) {
      outcome = scheduler.run();
    }
    boolean right;
    try (Step _ = sonde.step("gather and check")) {
      right = isRight(math, given.seed(), graph, scheduler, outcome);
    }
    LOG.log(right ? Level.INFO : Level.SEVERE, "the result is {0}", right ? "right" : "wrong");
    tally
        .put(run.id(), "tasks", outcome.tasks())
        .put(run.id(), "attempts", outcome.attempts())
        .put(run.id(), "failed attempts", outcome.failures())
        .put(run.id(), "retried", outcome.retried())
        .put(run.id(), "erred", outcome.erred().size())
        .put(run.id(), "not run", outcome.waiting().size());
    cluster.tally().forEach((name, value) -> tally.put(run.id(), name.replace('_', ' '), value));
    tally.check(run.id(), outcome.erred().isEmpty() ? "result" : "result without failures", right);
    cluster.dismiss("run over");
  }

  /** The total where there is one, else each block that there is. */
  private static boolean isRight(
      ArrayMath math, long seed, ArrayGraph graph, Scheduler scheduler, Scheduler.Outcome outcome)
      throws java.io.IOException {
    if (outcome.erred().isEmpty()) {
      return ArrayMath.agree(math.directly(seed), scheduler.gather(graph.total()));
    }
    List<double[]> normalised = new java.util.ArrayList<>();
    for (int i = 0; i < math.chunks(); i++) {
      normalised.add(ArrayMath.normalise(math.load(seed, i)));
    }
    for (int i = 0; i < graph.reductions().size(); i++) {
      String key = graph.reductions().get(i);
      if (!outcome.erred().contains(key)
          && !ArrayMath.agree(
              ArrayMath.reduce(math.rechunk(normalised, i)), scheduler.gather(key))) {
        return false;
      }
    }
    return true;
  }
}
