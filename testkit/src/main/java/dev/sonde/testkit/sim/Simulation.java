package dev.sonde.testkit.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Plays a run: a scheduler that makes one decision at a time, workers with slots that receive one
 * message at a time, tasks that run when what they need has come. The same parameters and seed give the
 * same run.
 */
public final class Simulation {

  private record Moment(long nanos, long order, Runnable action) {}

  /** One worker as the run goes on. */
  private static final class Host {
    final int number;
    final Cluster.Machine machine;
    int free;
    long receivesFrom;
    final Deque<Integer> waiting = new ArrayDeque<>();

    Host(int number, Cluster.Machine machine) {
      this.number = number;
      this.machine = machine;
    }

    boolean isThere(long now) {
      return machine.joinsNanos() <= now && now < machine.leavesNanos();
    }

    /** When it may begin something, at this moment or later. */
    long begins(long now) {
      long at = now;
      for (int i = 0; i + 1 < machine.pausedNanos().size(); i += 2) {
        if (machine.pausedNanos().get(i) <= at && at < machine.pausedNanos().get(i + 1)) {
          at = machine.pausedNanos().get(i + 1);
        }
      }
      return at;
    }
  }

  private final Cluster cluster;
  private final List<Job> jobs;
  private final Random random;
  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>((a, b) ->
          a.nanos() != b.nanos()
              ? Long.compare(a.nanos(), b.nanos())
              : Long.compare(a.order(), b.order()));
  private final List<Host> hosts = new ArrayList<>();
  private final List<Played.Piece> pieces = new ArrayList<>();
  private final Deque<Integer> ready = new ArrayDeque<>();
  private final int[] missing;
  private final int[] attempt;
  private final int[] place;
  private final int[] given;
  private final long[] assigned;
  private final long[] becameReady;
  private final int[][] dependents;
  private long now;
  private long order;
  private boolean deciding;
  private long end;

  private Simulation(Cluster cluster, List<Job> jobs, long seed) {
    this.cluster = cluster;
    this.jobs = jobs;
    this.random = new Random(seed);
    for (int i = 0; i < cluster.machines().size(); i++) {
      hosts.add(new Host(i, cluster.machines().get(i)));
    }
    missing = new int[jobs.size()];
    attempt = new int[jobs.size()];
    place = new int[jobs.size()];
    given = new int[jobs.size()];
    assigned = new long[jobs.size()];
    becameReady = new long[jobs.size()];
    Arrays.fill(place, -1);
    Arrays.fill(given, -1);
    Arrays.fill(assigned, -1);
    Arrays.fill(becameReady, -1);
    int[] counts = new int[jobs.size()];
    jobs.forEach(job -> job.needs().forEach(need -> counts[need]++));
    dependents = new int[jobs.size()][];
    for (int i = 0; i < counts.length; i++) {
      dependents[i] = new int[counts[i]];
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < jobs.size(); i++) {
      for (int need : jobs.get(i).needs()) {
        dependents[need][counts[need]++] = i;
      }
      // One more for the submission.
      missing[i] = jobs.get(i).needs().size() + 1;
    }
  }

  public static Played play(Cluster cluster, List<Job> jobs, long seed) {
    return new Simulation(cluster, List.copyOf(jobs), seed).play();
  }

  private Played play() {
    Cluster.Costs costs = cluster.costs();
    piece(Played.Kind.CLIENT, -1, -1, -1, -1, 0, costs.client(), null);
    for (int i = 0; i < jobs.size(); i++) {
      int job = i;
      at(costs.client() + jobs.get(i).submittedNanos(), () -> released(job));
    }
    for (Host host : hosts) {
      at(host.machine.joinsNanos(), () -> joins(host));
      if (host.machine.leavesNanos() != Long.MAX_VALUE) {
        at(host.machine.leavesNanos(), this::decide);
      }
    }
    while (!moments.isEmpty()) {
      Moment next = moments.poll();
      now = next.nanos();
      next.action().run();
    }
    pieces.sort((a, b) ->
        a.endNanos() != b.endNanos()
            ? Long.compare(a.endNanos(), b.endNanos())
            : Long.compare(a.startNanos(), b.startNanos()));
    return new Played(cluster, jobs, pieces, assigned, becameReady, end);
  }

  private void joins(Host host) {
    host.free = host.machine.threads();
    decide();
  }

  private void released(int job) {
    if (--missing[job] == 0) {
      becameReady[job] = now;
      ready.add(job);
      decide();
    }
  }

  /** The scheduler takes the next ready task, where there is a place for it. */
  private void decide() {
    if (deciding || ready.isEmpty()) {
      return;
    }
    Host host = place(ready.peek());
    if (host == null) {
      return;
    }
    int job = ready.remove();
    deciding = true;
    given[job] = host.number;
    if (!cluster.early()) {
      host.free--;
    } else {
      host.waiting.add(job);
    }
    long over = now + cluster.costs().decision();
    piece(Played.Kind.DECISION, job, -1, -1, -1, now, over, null);
    at(
        over,
        () -> {
          deciding = false;
          assigned[job] = now;
          at(now + cluster.costs().latency(), () -> fetch(job, host, 0));
          decide();
        });
  }

  /** Where most of what it needs lies, among those that have room, the least loaded first. */
  private @Nullable Host place(int job) {
    Host best = null;
    double bestLoad = 0;
    for (Host host : hosts) {
      if (!host.isThere(now) || (!cluster.early() && (host.free <= 0 || host.begins(now) > now))) {
        continue;
      }
      double load =
          cluster.early()
              ? (double) (host.waiting.size() - host.free) / host.machine.threads()
              : -(double) host.free / host.machine.threads();
      if (best == null
          || load < bestLoad
          || (load == bestLoad && local(job, host) > local(job, best))) {
        best = host;
        bestLoad = load;
      }
    }
    return best;
  }

  private long local(int job, Host host) {
    long bytes = 0;
    for (int need : jobs.get(job).needs()) {
      bytes += place[need] == host.number ? jobs.get(need).bytes() : 0;
    }
    return bytes;
  }

  /** Moves what is missing, one after another, then reads back what was spilled, then runs. */
  private void fetch(int job, Host host, int need) {
    if (!host.isThere(now)) {
      lost(job, host);
      return;
    }
    Cluster.Costs costs = cluster.costs();
    List<Integer> needs = jobs.get(job).needs();
    int next = need;
    while (next < needs.size() && place[needs.get(next)] == host.number) {
      next++;
    }
    if (next < needs.size()) {
      int data = needs.get(next);
      long begin = Math.max(now, host.receivesFrom);
      long over =
          begin + costs.move() + Math.round(jobs.get(data).bytes() / costs.bytesPerSecond() * 1e9);
      host.receivesFrom = over;
      int after = next + 1;
      piece(Played.Kind.TRANSFER, job, host.number, place[data], data, begin, over, null);
      at(over, () -> fetch(job, host, after));
    } else if (costs.spilled() > 0 && random.nextDouble() < costs.spilled()) {
      long over = now + costs.spill();
      piece(Played.Kind.SPILL, job, host.number, -1, -1, now, over, null);
      at(over, () -> come(job, host));
    } else {
      come(job, host);
    }
  }

  private void come(int job, Host host) {
    if (!cluster.early()) {
      run(job, host);
    } else {
      // It has come; it may begin once a slot is free.
      given[job] = -2 - host.number;
      begin(host);
    }
  }

  private void begin(Host host) {
    while (host.free > 0) {
      Integer next = null;
      for (Integer job : host.waiting) {
        if (given[job] == -2 - host.number) {
          next = job;
          break;
        }
      }
      if (next == null) {
        return;
      }
      host.waiting.remove(next);
      given[next] = host.number;
      host.free--;
      run(next, host);
    }
  }

  private void run(int job, Host host) {
    long from = host.begins(now);
    if (from > now) {
      at(from, () -> run(job, host));
      return;
    }
    if (!host.isThere(now)) {
      lost(job, host);
      return;
    }
    Cluster.Costs costs = cluster.costs();
    Job what = jobs.get(job);
    long unpacked = now + costs.serialize();
    long locked = unpacked + costs.lock();
    boolean fails = what.fatal() || attempt[job] < what.failures();
    long lasts = Math.round(what.nanos() * host.machine.slowness());
    long over = locked + lasts;
    attempt[job]++;
    int number = attempt[job];
    if (over + costs.store() > host.machine.leavesNanos()) {
      at(
          host.machine.leavesNanos(),
          () -> {
            piece(Played.Kind.ATTEMPT, job, number, host.number, locked, now, "worker lost");
            lost(job, host);
          });
      return;
    }
    piece(Played.Kind.SERIALIZE, job, host.number, -1, -1, now, unpacked, null);
    piece(Played.Kind.LOCK, job, host.number, -1, -1, unpacked, locked, null);
    piece(Played.Kind.ATTEMPT, job, number, host.number, locked, over, fails ? "boom" : null);
    long stored = over + (fails ? 0 : costs.store());
    if (!fails) {
      piece(Played.Kind.STORE, job, host.number, -1, -1, over, stored, null);
    }
    at(stored, () -> finished(job, host, fails));
  }

  private void finished(int job, Host host, boolean failed) {
    host.free++;
    if (cluster.early()) {
      begin(host);
    }
    boolean dead = jobs.get(job).fatal();
    if (!failed) {
      place[job] = host.number;
    }
    at(
        now + cluster.costs().latency(),
        () -> {
          end = Math.max(end, now);
          if (failed && !dead) {
            ready.add(job);
          } else if (!failed) {
            for (int dependent : dependents[job]) {
              released(dependent);
            }
          }
          decide();
        });
  }

  /** Its worker is gone: somebody else has to do it. */
  private void lost(int job, Host host) {
    host.free = 0;
    if (cluster.early()) {
      host.waiting.remove((Integer) job);
    }
    at(
        now + cluster.costs().latency(),
        () -> {
          ready.add(job);
          decide();
        });
  }

  private void piece(
      Played.Kind kind,
      int job,
      int machine,
      int from,
      int data,
      long start,
      long over,
      @Nullable String error) {
    add(new Played.Piece(kind, job, 1, machine, from, data, start, over, error));
  }

  private void piece(
      Played.Kind kind,
      int job,
      int number,
      int machine,
      long start,
      long over,
      @Nullable String error) {
    add(new Played.Piece(kind, job, number, machine, -1, -1, start, over, error));
  }

  private void add(Played.Piece piece) {
    pieces.add(piece);
    end = Math.max(end, piece.endNanos());
  }

  private void at(long nanos, Runnable action) {
    moments.add(new Moment(nanos, order++, action));
  }
}
