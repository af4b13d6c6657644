package dev.sonde.engine.analysis.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The attempts of tasks that depend on each other, of which the sum of times is greatest. */
final class LongestChain {

  private record Best(long nanos, List<Work> own, String before) {}

  private final Observed observed;
  private final Map<String, Best> best = new HashMap<>();

  private LongestChain(Observed observed) {
    this.observed = observed;
  }

  /** In the order of time; empty where there are no attempts. */
  static List<Work> of(Observed observed) {
    LongestChain chains = new LongestChain(observed);
    String last = "";
    long most = -1;
    for (String task : observed.tasks().stream().sorted().toList()) {
      chains.solve(task);
      Best found = chains.best.get(task);
      if (found != null && found.nanos() > most) {
        most = found.nanos();
        last = task;
      }
    }
    List<Work> chain = new ArrayList<>();
    for (Best at = chains.best.get(last); at != null; at = chains.best.get(at.before())) {
      chain.addAll(at.own());
    }
    Collections.reverse(chain);
    return chain;
  }

  /** Without recursion: chains are a hundred thousand long. A cycle is cut where it is met. */
  private void solve(String wanted) {
    Deque<String> open = new ArrayDeque<>(List.of(wanted));
    Set<String> entered = new HashSet<>();
    while (!open.isEmpty()) {
      String task = open.peek();
      if (best.containsKey(task)) {
        open.pop();
      } else if (entered.add(task)) {
        for (String dependency : observed.dependencies(task)) {
          if (!best.containsKey(dependency) && !entered.contains(dependency)) {
            open.push(dependency);
          }
        }
      } else {
        open.pop();
        best.put(task, found(task));
      }
    }
  }

  private Best found(String task) {
    List<Work> attempts = observed.of(task).stream().filter(Work::attempt).toList();
    Work own = attempts.isEmpty() ? null : attempts.getLast();
    long begins = own == null ? Long.MAX_VALUE : own.startNanos();
    long before = 0;
    String from = "";
    for (String dependency : observed.dependencies(task).stream().sorted().toList()) {
      Best chain = best.get(dependency);
      if (chain != null
          && chain.nanos() > before
          && (chain.own().isEmpty() || chain.own().getFirst().endNanos() <= begins)) {
        before = chain.nanos();
        from = dependency;
      }
    }
    long nanos = own == null ? 0 : own.endNanos() - own.startNanos();
    return new Best(before + nanos, own == null ? List.of() : List.of(own), from);
  }
}
