package dev.sonde.testkit.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Runs of a given size, as files. */
public final class BigRun {

  /** Spans for each task of the graph here, with what moves. */
  private static final int SPANS_A_TASK = 6;

  private BigRun() {}

  public static void main(String[] args) {
    System.out.println(write(Long.parseLong(args[0]), 64, 1, Path.of(args[1])));
  }

  /**
   * Writes a run of tasks in layers, each of which needs two of the layer before.
   *
   * @param spans about as many
   * @return how many there are
   */
  public static long write(long spans, int workers, long seed, Path file) {
    Random random = new Random(seed);
    int tasks = (int) (spans / SPANS_A_TASK);
    Cluster cluster = Cluster.of(workers, 4).early(true);
    int width = Math.max(1, Math.min(tasks / 4, cluster.slots() * 20));
    List<Job> jobs = new ArrayList<>(tasks);
    for (int i = 0; i < tasks; i++) {
      int layer = i / width;
      List<Integer> needs = new ArrayList<>();
      if (layer > 0) {
        int before = (layer - 1) * width;
        needs.add(before + i % width);
        if (i % 4 == 0) {
          needs.add(before + (i + 1) % width);
        }
      }
      String prefix = "kind" + layer % 7;
      jobs.add(
          new Job(
              "('%s-%08x', %d)".formatted(prefix, prefix.hashCode(), i),
              prefix,
              Math.round(40e6 * Math.exp(0.2 * random.nextGaussian())),
              needs,
              1_000_000));
    }
    return PlayedRecords.write(Simulation.play(cluster, jobs, seed), "run", file);
  }
}
