package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.Stragglers;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What each worker spent under each span name: the ground of costliest, stragglers and workers. */
public final class Totals {

  private static final Sql BY_NAME_AND_WORKER = Sql.of(Totals.class, "by_name_and_worker");

  /**
   * A name over all workers.
   *
   * @param meanPerWorkerS over the workers that ran it
   * @param maxWorker the busiest
   */
  public record Name(
      String name,
      long count,
      double totalS,
      double meanPerWorkerS,
      double maxWorkerS,
      String maxWorker) {}

  private Totals() {}

  /** One row for each name and worker; idle, metrics and waiting are no work and are left out. */
  public static List<Stragglers.Total> byNameAndWorker(Ask ask) {
    return ask.rows(
        BY_NAME_AND_WORKER,
        row ->
            new Stragglers.Total(
                row.text("name"), row.text("worker"), row.integer("n"), row.seconds("total_ns")));
  }

  /** Names by their total, most first. */
  public static List<Name> costliest(List<Stragglers.Total> totals) {
    Map<String, List<Stragglers.Total>> byName = new LinkedHashMap<>();
    for (Stragglers.Total total : totals) {
      byName.computeIfAbsent(total.name(), n -> new ArrayList<>()).add(total);
    }
    List<Name> names = new ArrayList<>();
    byName.forEach((name, workers) -> {
      Stragglers.Total most =
          workers.stream().max(Comparator.comparingDouble(Stragglers.Total::totalS)).orElseThrow();
      double sum = workers.stream().mapToDouble(Stragglers.Total::totalS).sum();
      long count = workers.stream().mapToLong(Stragglers.Total::count).sum();
      names.add(new Name(name, count, sum, sum / workers.size(), most.totalS(), most.worker()));
    });
    names.sort(Comparator.comparingDouble(Name::totalS).reversed().thenComparing(Name::name));
    return names;
  }

  /** Workers unlike their peers, under the given floors. */
  public static List<Stragglers.Straggler> stragglers(
      Ask ask, List<Stragglers.Total> totals, Stragglers.Floors floors) {
    Set<String> workers = new TreeSet<>();
    Activity.presences(ask).forEach(presence -> workers.add(presence.worker()));
    totals.forEach(total -> workers.add(total.worker()));
    return Stragglers.find(totals, workers, ask.window().seconds(), floors);
  }
}
