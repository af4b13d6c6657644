package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Heading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A run of random tasks on random workers, played event by event: a task begins when its dependencies
 * are done, its data has moved and a slot is free. It knows the longest chain by itself.
 */
final class SimulatedRun {

  final List<Work> works = new ArrayList<>();
  final Map<String, List<String>> dependencies = new HashMap<>();
  final List<Host> hosts = new ArrayList<>();
  final long start = 1_790_000_000_000_000_000L;
  long end = start;
  long longestChain;

  private final Map<String, Long> done = new HashMap<>();
  private final Map<String, String> place = new HashMap<>();
  private final Map<String, Long> chain = new HashMap<>();

  static SimulatedRun of(long seed) {
    Random random = new Random(seed);
    SimulatedRun run = new SimulatedRun();
    int workers = 1 + random.nextInt(4);
    int slots = 1 + random.nextInt(3);
    long[][] free = new long[workers][slots];
    for (int w = 0; w < workers; w++) {
      java.util.Arrays.fill(free[w], run.start);
      run.hosts.add(new Host("w" + w, slots, run.start, null));
    }
    List<String> keys = new ArrayList<>();
    int tasks = 1 + random.nextInt(120);
    for (int t = 0; t < tasks; t++) {
      run.task("t-" + t, keys, free, random);
      keys.add("t-" + t);
    }
    Collections.shuffle(run.works, random);
    return run;
  }

  private void task(String key, List<String> before, long[][] free, Random random) {
    Set<String> needs = new HashSet<>();
    for (int i = random.nextInt(4); i > 0 && !before.isEmpty(); i--) {
      needs.add(before.get(Math.max(0, before.size() - 1 - random.nextInt(20))));
    }
    dependencies.put(key, List.copyOf(needs));
    int worker = random.nextInt(free.length);
    int slot = 0;
    for (int s = 1; s < free[worker].length; s++) {
      slot = free[worker][s] < free[worker][slot] ? s : slot;
    }
    long ready = start + random.nextInt(3) * 1_000L;
    long longest = 0;
    for (String need : needs) {
      long there = done.get(need);
      longest = Math.max(longest, chain.get(need));
      if (!place.get(need).equals("w" + worker)) {
        long moved = there + 1 + random.nextInt(2_000_000);
        works.add(work(Heading.TRANSFER, key, "w" + worker, place.get(need), need, there, moved));
        there = moved;
      }
      ready = Math.max(ready, there);
    }
    long begin = Math.max(ready, free[worker][slot]);
    long over = begin + 1 + random.nextInt(5_000_000);
    works.add(work(Heading.COMPUTE, key, "w" + worker, null, null, begin, over));
    free[worker][slot] = over;
    done.put(key, over);
    place.put(key, "w" + worker);
    chain.put(key, longest + over - begin);
    longestChain = Math.max(longestChain, longest + over - begin);
    end = Math.max(end, over);
  }

  private static Work work(
      Heading heading, String task, String worker, String peer, String data, long from, long to) {
    boolean attempt = heading == Heading.COMPUTE;
    return new Work(
        heading, attempt, task, "t", "t", worker, peer, data, null, from, to, null, null);
  }
}
