package dev.sonde.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Graphs of tasks of several kinds; durations are lognormal around what a kind usually takes. */
public enum Shape {
  /** Independent tasks, then a tree that joins their results. */
  WIDE {
    @Override
    public List<Job> jobs(int slots, Random random) {
      Graph graph = new Graph(random);
      int tasks = slots * (20 + random.nextInt(20));
      graph.layer("load", tasks, 40 * MS, i -> List.of());
      return graph.reduced("sum", 15 * MS);
    }
  },
  /** Three steps for each part, the last of which needs what several parts gave. */
  MAP_REDUCE {
    @Override
    public List<Job> jobs(int slots, Random random) {
      Graph graph = new Graph(random);
      int tasks = slots * (8 + random.nextInt(8));
      graph.layer("load", tasks, 50 * MS, i -> List.of());
      graph.layer("normalise", 2 * tasks, 30 * MS, i -> List.of(i / 2));
      graph.layer("rechunk", 2 * tasks, 40 * MS, i -> graph.some(tasks, 2 * tasks, 2));
      return graph.reduced("sum", 15 * MS);
    }
  },
  /** Many chains side by side. */
  CHAINS {
    @Override
    public List<Job> jobs(int slots, Random random) {
      Graph graph = new Graph(random);
      int chains = slots * (3 + random.nextInt(3));
      graph.layer("open", chains, 30 * MS, i -> List.of());
      for (int step = 1; step < 12; step++) {
        int from = (step - 1) * chains;
        graph.layer("step", chains, 40 * MS, i -> List.of(from + i));
      }
      return graph.jobs;
    }
  },
  /** Waves that the client submits one after another, each before the one before it is done. */
  BURSTY {
    @Override
    public List<Job> jobs(int slots, Random random) {
      Graph graph = new Graph(random);
      int waves = 4 + random.nextInt(3);
      int tasks = slots * 8;
      for (int wave = 0; wave < waves; wave++) {
        // A wave takes 8 times 40 ms; the next is there a little earlier.
        graph.submitted = wave * 7L * 40 * MS;
        graph.layer("wave", tasks, 40 * MS, i -> List.of());
      }
      return graph.jobs;
    }
  },
  /** Kinds of tasks that take 5 ms to 400 ms. */
  MIXED {
    @Override
    public List<Job> jobs(int slots, Random random) {
      Graph graph = new Graph(random);
      long[] usual = {400 * MS, 150 * MS, 60 * MS, 20 * MS, 5 * MS};
      for (int kind = 0; kind < usual.length; kind++) {
        graph.layer(
            "kind" + (char) ('a' + kind), slots * (6 + 6 * kind), usual[kind], i -> List.of());
      }
      return graph.jobs;
    }
  },
  /** Layers of tasks that need several of the layer before. */
  LAYERED {
    @Override
    public List<Job> jobs(int slots, Random random) {
      Graph graph = new Graph(random);
      int width = slots * (5 + random.nextInt(3));
      graph.layer("layer0", width, 40 * MS, i -> List.of());
      for (int layer = 1; layer < 8; layer++) {
        int from = (layer - 1) * width;
        graph.layer("layer" + layer % 3, width, 40 * MS, i -> graph.near(from, width, i, 2));
      }
      return graph.jobs;
    }
  };

  static final long MS = 1_000_000;

  /**
   * @param slots that there will be, so that there is enough for each
   */
  public abstract List<Job> jobs(int slots, Random random);

  /** What the tasks at a place of a layer need, by indices. */
  @FunctionalInterface
  interface Needs {
    List<Integer> of(int place);
  }

  /** A graph as it is made. */
  static final class Graph {
    final List<Job> jobs = new ArrayList<>();
    final Random random;
    long submitted;

    Graph(Random random) {
      this.random = random;
    }

    void layer(String prefix, int tasks, long usual, Needs needs) {
      for (int i = 0; i < tasks; i++) {
        long nanos = Math.round(usual * Math.exp(0.15 * random.nextGaussian()));
        jobs.add(
            new Job(
                "('"
                    + prefix
                    + "-"
                    + "%08x".formatted(prefix.hashCode())
                    + "', "
                    + jobs.size()
                    + ")",
                prefix,
                nanos,
                needs.of(i),
                1_000_000,
                0,
                false,
                submitted));
      }
    }

    List<Integer> some(int from, int count, int most) {
      List<Integer> some = new ArrayList<>();
      for (int i = 0; i < most; i++) {
        int one = from + random.nextInt(count);
        if (!some.contains(one)) {
          some.add(one);
        }
      }
      return some;
    }

    List<Integer> near(int from, int width, int place, int most) {
      List<Integer> some = new ArrayList<>(List.of(from + place));
      for (int i = 1; i < most; i++) {
        int one = from + Math.floorMod(place + 1 + random.nextInt(3), width);
        if (!some.contains(one)) {
          some.add(one);
        }
      }
      return some;
    }

    /** Joins the last layer's results by eights. */
    List<Job> reduced(String prefix, long usual) {
      List<Integer> open = new ArrayList<>();
      String last = jobs.get(jobs.size() - 1).prefix();
      for (int i = 0; i < jobs.size(); i++) {
        if (jobs.get(i).prefix().equals(last)) {
          open.add(i);
        }
      }
      while (open.size() > 1) {
        List<Integer> next = new ArrayList<>();
        List<Integer> level = open;
        int first = jobs.size();
        int parts = (level.size() + 7) / 8;
        layer(prefix, parts, usual, i -> level.subList(i * 8, Math.min(level.size(), i * 8 + 8)));
        for (int i = 0; i < parts; i++) {
          next.add(first + i);
        }
        open = next;
      }
      return jobs;
    }
  }
}
