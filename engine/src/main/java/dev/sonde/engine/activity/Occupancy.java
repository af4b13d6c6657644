package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.Presences;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of each worker's slots the attempts filled while it was there. */
public final class Occupancy {

  private static final Sql ATTEMPTS = Sql.of(Occupancy.class, "attempts_by_worker");
  private static final Sql INTERVALS = Sql.of(Occupancy.class, "intervals");
  private static final Sql PAUSED = Sql.of(Occupancy.class, "paused");
  private static final Sql UNDER_WAY = Sql.of(Occupancy.class, "under_way");

  /**
   * A worker over the window.
   *
   * @param slots how many attempts it can run at once
   * @param windowS how long it was there, in seconds
   * @param busyS attempts' time, in seconds; open ones reach to the end of what is known
   * @param attempts that ran there
   * @param tasks whose last attempt ran there, so that workers' tasks add up
   * @param running attempts that are open
   * @param paused whether it was told to stop taking work
   */
  public record Worker(
      String worker,
      long slots,
      double windowS,
      double busyS,
      long attempts,
      long tasks,
      long running,
      boolean paused,
      List<Interval> intervals) {

    public Worker {
      intervals = List.copyOf(intervals);
    }

    /** Slots × time there, in seconds. */
    public double heldS() {
      return slots * windowS;
    }

    /** Busy slot-seconds ÷ held slot-seconds, at most 1; null where nothing was held. */
    public @Nullable Double utilization() {
      return heldS() > 0 ? (Double) Math.min(1, busyS / heldS()) : null;
    }

    /** Whether it left and did not come back. */
    public boolean gone() {
      return intervals.getLast().removedNs() != null;
    }

    /**
     * What it is doing. On a live system the span of an attempt comes when it has ended: until then only
     * the state that was announced says that a worker is at it.
     *
     * @param processing tasks that are being processed there, as announced
     * @param known whether the moment is one of the run, so that doing nothing is known to be idleness
     * @return gone, paused, running, idle, or null where it cannot be known
     */
    public @Nullable String status(boolean known, long processing) {
      if (gone()) {
        return "gone";
      }
      if (paused) {
        return "paused";
      }
      return running > 0 || processing > 0 ? "running" : known ? "idle" : null;
    }
  }

  private record Ran(long attempts, long tasks, long running, double busyS) {}

  private record Stay(String worker, long slots, Interval interval) {}

  private static final Ran NOTHING = new Ran(0, 0, 0, 0);

  private Occupancy() {}

  /** Every worker that was there by the moment asked about, the busiest first. */
  public static List<Worker> of(Ask ask) {
    Map<String, Ran> ran = new LinkedHashMap<>();
    ask.rows(
        ATTEMPTS,
        row ->
            ran.put(
                row.text("worker"),
                new Ran(
                    row.integer("attempts"),
                    row.integer("tasks"),
                    row.integer("running"),
                    row.seconds("busy_ns"))));
    Map<String, String> paused = new LinkedHashMap<>();
    Map<String, Object> binds = new LinkedHashMap<>(TaskKeys.inRun(ask));
    // Events behind the last span count, except behind the moment asked about.
    binds.put("until", ask.scope().at() == null ? Long.MAX_VALUE : ask.window().horizonNanos());
    ask.rows(
        TaskKeys.inRun(PAUSED, ask),
        binds,
        row -> paused.put(row.text("worker"), row.text("name")));
    List<Worker> workers = new ArrayList<>();
    stays(ask)
        .forEach((worker, stays) ->
            workers.add(
                worker(
                    ask,
                    worker,
                    stays,
                    ran.getOrDefault(worker, NOTHING),
                    "worker.paused".equals(paused.get(worker)))));
    workers.sort(
        Comparator.comparingDouble(Worker::busyS).reversed().thenComparing(Worker::worker));
    return workers;
  }

  /** Whether the moment asked about is one at which the run was, or is, under way. */
  public static boolean underWay(Ask ask) {
    return ask.scope().at() != null
        || ask.one(UNDER_WAY, Map.of(), row -> row.integer("running")) > 0;
  }

  private static Map<String, List<Stay>> stays(Ask ask) {
    Map<String, List<Stay>> stays = new LinkedHashMap<>();
    for (Stay stay :
        ask.rows(
            INTERVALS,
            row ->
                new Stay(
                    row.text("worker"),
                    row.integer("slots"),
                    new Interval(
                        row.integerOrNull("added_ns"),
                        row.integerOrNull("removed_ns"),
                        row.textOrNull("reason"))))) {
      stays.computeIfAbsent(stay.worker(), w -> new ArrayList<>()).add(stay);
    }
    return stays;
  }

  private static Worker worker(Ask ask, String worker, List<Stay> stays, Ran ran, boolean paused) {
    List<Interval> intervals = stays.stream().map(Stay::interval).toList();
    long there =
        Presences.nanos(
            stays.stream()
                .map(stay -> stay.interval())
                .map(stay ->
                    new Presences.Stay(
                        stay.addedNs() == null ? Long.MIN_VALUE : stay.addedNs(),
                        stay.removedNs() == null ? Long.MAX_VALUE : stay.removedNs()))
                .toList(),
            ask.window().startNanos(),
            ask.window().endNanos());
    return new Worker(
        worker,
        stays.stream().mapToLong(Stay::slots).max().orElse(1),
        there / 1e9,
        ran.busyS(),
        ran.attempts(),
        ran.tasks(),
        ran.running(),
        paused,
        intervals);
  }
}
