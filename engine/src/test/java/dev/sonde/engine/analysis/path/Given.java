package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.ExecutionBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Runs from works by name, numbered as the store's rows are. */
public final class Given {

  private Given() {}

  public static Execution run(
      long start,
      long end,
      List<Work> works,
      Map<String, List<String>> dependencies,
      List<Host> hosts) {
    ExecutionBuilder builder = new ExecutionBuilder();
    Map<String, Work> tasks = new TreeMap<>();
    for (Work work : works) {
      if (work.task() != null) {
        tasks.merge(work.task(), work, (one, other) -> one.attempt() ? one : other);
      }
    }
    dependencies.forEach((task, needs) -> {
      tasks.putIfAbsent(task, NOBODYS);
      needs.forEach(need -> tasks.putIfAbsent(need, NOBODYS));
    });
    works.forEach(work -> {
      if (work.data() != null) {
        tasks.putIfAbsent(work.data(), NOBODYS);
      }
    });
    Map<String, Integer> numbers = new HashMap<>();
    tasks.forEach((key, work) ->
        numbers.put(
            key,
            builder.task(
                key,
                numbers.size(),
                builder.prefix(work.prefix() == null ? key : work.prefix()),
                known(work.submittedNanos()),
                Execution.UNKNOWN,
                known(work.assignedNanos()))));
    dependencies.forEach((task, needs) ->
        needs.forEach(need -> builder.needs(numbers.get(task), numbers.get(need))));
    Map<String, Integer> workers = workers(builder, works, hosts);
    List<Work> all = new ArrayList<>(works);
    for (Work work : all) {
      builder.work(
          work.heading(),
          work.attempt(),
          work.task() == null ? Execution.NONE : numbers.get(work.task()),
          work.worker() == null ? Execution.NONE : workers.get(work.worker()),
          work.peer() == null ? Execution.NONE : workers.get(work.peer()),
          work.data() == null ? Execution.NONE : numbers.get(work.data()),
          work.startNanos(),
          work.endNanos(),
          0);
    }
    return builder.build(start, end);
  }

  private static final Work NOBODYS =
      new Work(
          dev.sonde.engine.analysis.execution.Heading.UNKNOWN,
          false,
          null,
          null,
          null,
          null,
          null,
          null,
          null,
          0,
          0,
          null,
          null);

  private static long known(Long nanos) {
    return nanos == null ? Execution.UNKNOWN : nanos;
  }

  private static Map<String, Integer> workers(
      ExecutionBuilder builder, List<Work> works, List<Host> hosts) {
    Map<String, Long> first = new HashMap<>();
    for (Work work : works) {
      for (String name : new String[] {work.worker(), work.peer()}) {
        if (name != null) {
          first.merge(name, work.startNanos(), Math::min);
        }
      }
    }
    Map<String, Integer> slots = new HashMap<>();
    for (Host host : hosts) {
      first.merge(host.worker(), host.addedNanos() == null ? 0L : host.addedNanos(), Math::min);
      slots.merge(host.worker(), host.slots(), Math::max);
    }
    TreeSet<String> order =
        new TreeSet<>((a, b) -> {
          int by = Long.compare(first.get(a), first.get(b));
          return by != 0 ? by : a.compareTo(b);
        });
    order.addAll(first.keySet());
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : order) {
      numbers.put(name, builder.worker(name, slots.getOrDefault(name, 0)));
    }
    for (Host host : hosts) {
      builder.there(
          numbers.get(host.worker()), known(host.addedNanos()), known(host.removedNanos()));
    }
    return numbers;
  }
}
