package dev.sonde.testkit.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What can be wrong with a run of tasks, under the names of the findings. */
public enum Fault {
  SLOW_WORKER {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      int machine = random.nextInt(cluster.machines().size());
      Cluster.Machine was = cluster.machines().get(machine);
      double slowness = 2.5 + 2 * random.nextDouble();
      return new Planted(
          cluster.with(
              machine, new Cluster.Machine(was.threads(), slowness, 0, Long.MAX_VALUE, List.of())),
          jobs,
          "worker:" + Played.worker(machine),
          cluster,
          jobs);
    }
  },
  LONG_TASK {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      // One of the last, or others would hide it.
      int job = jobs.size() * 9 / 10 + random.nextInt(Math.max(1, jobs.size() / 10));
      long wall = jobs.stream().mapToLong(Job::nanos).sum() / cluster.slots();
      List<Job> changed = new ArrayList<>(jobs);
      Job was = jobs.get(job);
      changed.set(
          job, was.lasting(was.nanos() + Math.round(wall * (0.3 + 0.5 * random.nextDouble()))));
      return new Planted(cluster, changed, "task:" + was.key(), cluster, jobs);
    }
  },
  SERIAL_CHAIN {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      long wall = jobs.stream().mapToLong(Job::nanos).sum() / cluster.slots();
      int links = 20 + random.nextInt(20);
      List<Job> changed = new ArrayList<>(jobs);
      for (int i = 0; i < links; i++) {
        changed.add(
            new Job(
                "('smooth-0badcafe', " + i + ")",
                "smooth",
                Math.round(wall / (double) links * 1.2 * (0.9 + 0.2 * random.nextDouble())),
                List.of(i == 0 ? jobs.size() - 1 : changed.size() - 1),
                1_000_000));
      }
      List<Job> mended = new ArrayList<>(changed);
      for (int i = jobs.size(); i < changed.size(); i++) {
        mended.set(i, changed.get(i).needing(List.of(jobs.size() - 1)));
      }
      return new Planted(cluster, changed, "prefix:smooth", cluster, mended);
    }
  },
  TRANSFER_BOUND {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      return new Planted(
          cluster.with(cluster.costs().withBandwidth(1.5e7 + 2e7 * random.nextDouble())),
          jobs,
          "run",
          cluster,
          jobs);
    }
  },
  SCHEDULER_BOUND {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      double mean = jobs.stream().mapToLong(Job::nanos).average().orElseThrow();
      long decision = Math.round(mean / cluster.slots() * (1.3 + random.nextDouble()));
      return new Planted(
          cluster.with(cluster.costs().withDecision(decision)), jobs, "run", cluster, jobs);
    }
  },
  SPILL_BOUND {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      double mean = jobs.stream().mapToLong(Job::nanos).average().orElseThrow();
      return new Planted(
          cluster.with(
              cluster.costs().withSpill(Math.round(mean * (1 + random.nextDouble())), 0.6)),
          jobs,
          "run",
          cluster,
          jobs);
    }
  },
  MEMORY_PRESSURE {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      int machine = random.nextInt(cluster.machines().size());
      Cluster.Machine was = cluster.machines().get(machine);
      long wall = jobs.stream().mapToLong(Job::nanos).sum() / cluster.slots();
      List<Long> paused = new ArrayList<>();
      // Most of the run, and then nearly all slots of a small cluster.
      long at = cluster.costs().client() + wall / 10;
      for (int i = 0; i < 6; i++) {
        long until = at + wall / 5;
        paused.add(at);
        paused.add(until);
        at = until + wall / 50;
      }
      return new Planted(
          cluster.with(machine, new Cluster.Machine(was.threads(), 1, 0, Long.MAX_VALUE, paused)),
          jobs,
          "worker:" + Played.worker(machine),
          cluster,
          jobs);
    }
  },
  LOCK_CONTENTION {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      double mean = jobs.stream().mapToLong(Job::nanos).average().orElseThrow();
      return new Planted(
          cluster.with(cluster.costs().withLock(Math.round(mean * (0.4 + random.nextDouble())))),
          jobs,
          "run",
          cluster,
          jobs);
    }
  },
  SMALL_TASKS {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      double mean = jobs.stream().mapToLong(Job::nanos).average().orElseThrow();
      double smaller = 1_000_000 / mean;
      List<Job> changed =
          jobs.stream()
              .map(job -> job.lasting(Math.max(1, Math.round(job.nanos() * smaller))))
              .collect(Collectors.toList());
      return new Planted(
          cluster.with(cluster.costs().withSlotOverhead(1_200_000, 1_000_000)),
          changed,
          "run",
          tenth(cluster),
          changed);
    }
  },
  RETRIES {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      String prefix = costliest(jobs);
      List<Job> changed = new ArrayList<>();
      for (Job job : jobs) {
        changed.add(
            job.prefix().equals(prefix) && random.nextDouble() < 0.6
                ? job.failing(1 + random.nextInt(2))
                : job);
      }
      return new Planted(cluster, changed, "prefix:" + prefix, cluster, jobs);
    }
  },
  LATE_WORKER {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      int machine = random.nextInt(cluster.machines().size());
      Cluster.Machine was = cluster.machines().get(machine);
      long wall = jobs.stream().mapToLong(Job::nanos).sum() / cluster.slots();
      return new Planted(
          cluster.with(
              machine,
              new Cluster.Machine(
                  was.threads(),
                  1,
                  Math.round(wall * (0.7 + 0.5 * random.nextDouble())),
                  Long.MAX_VALUE,
                  List.of())),
          jobs,
          "worker:" + Played.worker(machine),
          cluster,
          jobs);
    }
  },
  CLIENT_DELAY {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      long wall = jobs.stream().mapToLong(Job::nanos).sum() / cluster.slots();
      return new Planted(
          cluster.with(
              cluster.costs().withClient(Math.round(wall * (0.3 + 0.5 * random.nextDouble())))),
          jobs,
          "run",
          cluster,
          jobs);
    }
  },
  SKEW {
    @Override
    Planted plant(Cluster cluster, List<Job> jobs, Random random) {
      // As many as there are slots, some of which take several times as long as others.
      List<Job> changed = new ArrayList<>(jobs);
      long wall = jobs.stream().mapToLong(Job::nanos).sum() / cluster.slots();
      int parts = cluster.slots() * 2;
      for (int i = 0; i < parts; i++) {
        double share =
            i % 4 == 0 ? 1.6 + 0.8 * random.nextDouble() : 0.2 + 0.2 * random.nextDouble();
        changed.add(
            new Job(
                "('partition-5eed5eed', " + i + ")",
                "partition",
                Math.round(wall * share * 0.5),
                List.of(jobs.size() - 1 - random.nextInt(Math.min(8, jobs.size()))),
                1_000_000));
      }
      long mean =
          Math.round(
              changed.subList(jobs.size(), changed.size()).stream()
                  .mapToLong(Job::nanos)
                  .average()
                  .orElseThrow());
      List<Job> mended = new ArrayList<>(jobs);
      changed.subList(jobs.size(), changed.size()).forEach(job -> mended.add(job.lasting(mean)));
      return new Planted(cluster, changed, "prefix:partition", cluster, mended);
    }
  };

  /**
   * @param subject as a finding names it
   * @param mended what the cluster would be without the cause
   * @param mendedJobs the tasks without the cause
   */
  public record Planted(
      Cluster cluster, List<Job> jobs, String subject, Cluster mended, List<Job> mendedJobs) {}

  abstract Planted plant(Cluster cluster, List<Job> jobs, Random random);

  public String kind() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * A run with the fault.
   *
   * @param healthy parameters without it
   */
  public Planted in(Cluster healthy, List<Job> jobs, Random random) {
    return plant(healthy, jobs, random);
  }

  private static Cluster tenth(Cluster cluster) {
    Cluster.Costs costs = cluster.costs();
    return cluster.with(
        new Cluster.Costs(
            costs.client(),
            costs.decision() / 10,
            costs.latency() / 10,
            120_000,
            costs.lock() / 10,
            100_000,
            costs.move() / 10,
            costs.bytesPerSecond(),
            0,
            0));
  }

  private static String costliest(List<Job> jobs) {
    return jobs.stream()
        .collect(Collectors.groupingBy(Job::prefix, Collectors.summingLong(Job::nanos)))
        .entrySet()
        .stream()
        .max((a, b) -> Long.compare(a.getValue(), b.getValue()))
        .orElseThrow()
        .getKey();
  }
}
