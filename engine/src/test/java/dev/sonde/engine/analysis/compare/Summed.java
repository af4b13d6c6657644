package dev.sonde.engine.analysis.compare;

import dev.sonde.testkit.repeats.Repeat;
import dev.sonde.testkit.repeats.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Generated runs in the figures that a comparison takes, without a store. */
final class Summed {

  private Summed() {}

  /** So many runs of a shape. */
  static List<RunFigures> runs(int count, Shape shape, long seed) {
    return IntStream.range(0, count)
        .mapToObj(i -> of(Repeat.of("run-" + seed + "-" + i, shape, seed * 1000 + i)))
        .toList();
  }

  static RunFigures of(Repeat run) {
    Map<Kind, Work> works = new HashMap<>();
    for (String prefix : run.tasks().stream().map(Repeat.Task::prefix).distinct().toList()) {
      List<Repeat.Task> tasks =
          run.tasks().stream().filter(task -> task.prefix().equals(prefix)).toList();
      works.put(
          Kind.tasks(prefix),
          new Work(
              tasks.size(),
              tasks.stream().filter(Repeat.Task::failed).count(),
              0,
              tasks.stream().filter(Repeat.Task::hit).count(),
              null,
              timing(run.nanos(prefix)),
              null));
    }
    long hits = run.tasks().stream().filter(Repeat.Task::hit).count();
    return new RunFigures(
        run.id(),
        null,
        run.wallNanos() / 1e9,
        works,
        hits == 0 ? 0 : run.tasks().size(),
        hits,
        null,
        Map.of(),
        null);
  }

  private static Timing timing(long[] nanos) {
    if (nanos.length == 0) {
      return null;
    }
    double[] logs = Arrays.stream(nanos).mapToDouble(Math::log).toArray();
    double median = (nanos[(nanos.length - 1) / 2] + nanos[nanos.length / 2]) / 2.0;
    return new Timing(
        nanos.length,
        median / 1e9,
        Arrays.stream(nanos).sum() / 1e9,
        Numbers.mean(logs),
        nanos.length < 2 ? null : (Double) (Numbers.squares(logs) / (nanos.length - 1)));
  }
}
