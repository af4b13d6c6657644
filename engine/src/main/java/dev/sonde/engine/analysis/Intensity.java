package dev.sonde.engine.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How busy things were, bin by bin. A cell is, over the workers that were there in the bin, the sum of
 * min(busy, slots × bin) over the sum of slots × bin. What no worker did (scheduler, client) is busy over
 * bin, at most 1, where a row has nothing else; beside workers' work it adds to the numerator alone.
 */
public final class Intensity {

  /**
   * A worker's presence.
   *
   * @param fromNanos when it came
   * @param toNanos when it left; {@link Long#MAX_VALUE} where it stayed
   */
  public record Presence(String worker, long slots, long fromNanos, long toNanos) {}

  /**
   * Busy time within one bin.
   *
   * @param row what the time is counted under
   * @param worker null for what no worker did
   * @param level time that fills whole bins from this one on, until the next entry of the same row and
   *     worker says otherwise, in nanoseconds a bin
   * @param part time besides that in this bin, in nanoseconds
   * @param track what the level belongs to within row and worker: levels of several tracks add up
   */
  public record Busy(
      String row, String track, @Nullable String worker, int bin, double part, double level) {

    /** Of a row with one track alone. */
    public Busy(String row, @Nullable String worker, int bin, double part, double level) {
      this(row, "", worker, bin, part, level);
    }

    /** The same with row and track in each other's place. */
    public Busy turned() {
      return new Busy(/* row= */ track, /* track= */ row, worker, bin, part, level);
    }
  }

  /** A row's cells, each 0 to 1, and its busy time in all. */
  public record Row(String name, double totalS, List<Double> values) {}

  private final Bins bins;
  private final Map<String, Presences> workers = new HashMap<>();
  private final double[] capacity;

  private static final class Presences {
    long slots;
    final boolean[] there;

    Presences(int bins) {
      there = new boolean[bins];
    }
  }

  public Intensity(Bins bins, List<Presence> presences) {
    this.bins = bins;
    this.capacity = new double[bins.count()];
    for (Presence presence : presences) {
      add(presence);
    }
    for (Presences worker : workers.values()) {
      for (int b = 0; b < capacity.length; b++) {
        capacity[b] += worker.there[b] ? (double) worker.slots * bins.widthNanos() : 0;
      }
    }
  }

  private void add(Presence presence) {
    Presences worker = workers.computeIfAbsent(presence.worker(), w -> new Presences(bins.count()));
    worker.slots = Math.max(1, Math.max(worker.slots, presence.slots()));
    for (int b = 0; b < bins.count(); b++) {
      worker.there[b] |=
          presence.fromNanos() < bins.start(b + 1) && presence.toNanos() > bins.start(b);
    }
  }

  /** Rows in descending order of their time; entries in any order but by bin within (row, track, worker). */
  public List<Row> rows(List<Busy> entries) {
    return rows(entries, false);
  }

  /** The same, where a row's capacity is that of the workers in it, not of all. */
  public List<Row> rowsOfTheirOwn(List<Busy> entries) {
    return rows(entries, true);
  }

  private List<Row> rows(List<Busy> entries, boolean own) {
    Map<String, Map<String, List<Busy>>> byRow = new LinkedHashMap<>();
    for (Busy entry : entries) {
      byRow
          .computeIfAbsent(entry.row(), r -> new LinkedHashMap<>())
          .computeIfAbsent(entry.worker() == null ? "" : entry.worker(), w -> new ArrayList<>())
          .add(entry);
    }
    List<Row> rows = new ArrayList<>();
    byRow.forEach((name, byWorker) -> rows.add(row(name, byWorker, own)));
    rows.sort((a, b) -> Double.compare(b.totalS(), a.totalS()));
    return rows;
  }

  private Row row(String name, Map<String, List<Busy>> byWorker, boolean own) {
    double[] ownCapacity = new double[bins.count()];
    double[] clamped = new double[bins.count()];
    double[] unplaced = new double[bins.count()];
    double total = 0;
    boolean placed = false;
    for (Map.Entry<String, List<Busy>> entry : byWorker.entrySet()) {
      double[] busy = spread(entry.getValue());
      Presences worker = workers.get(entry.getKey());
      placed |= worker != null;
      for (int b = 0; b < busy.length; b++) {
        total += busy[b];
        if (worker != null) {
          double slots = (double) worker.slots * bins.widthNanos();
          clamped[b] += Math.min(busy[b], slots);
          ownCapacity[b] += worker.there[b] ? slots : 0;
        } else {
          unplaced[b] += busy[b];
        }
      }
    }
    double[] held = own ? ownCapacity : capacity;
    Double[] values = new Double[bins.count()];
    for (int b = 0; b < values.length; b++) {
      double other = Math.min(unplaced[b], (double) bins.widthNanos());
      double whole = placed && held[b] > 0 ? held[b] : (double) bins.widthNanos();
      values[b] = Math.clamp((clamped[b] + other) / whole, 0.0, 1.0);
    }
    return new Row(name, total / 1e9, Arrays.asList(values));
  }

  private double[] spread(List<Busy> entries) {
    Map<String, List<Busy>> tracks = new LinkedHashMap<>();
    entries.forEach(
        entry -> tracks.computeIfAbsent(entry.track(), t -> new ArrayList<>()).add(entry));
    double[] busy = new double[bins.count()];
    for (List<Busy> track : tracks.values()) {
      double[] one = spreadTrack(track);
      for (int b = 0; b < busy.length; b++) {
        busy[b] += one[b];
      }
    }
    return busy;
  }

  /** Carries levels over the bins in which nothing began or ended. */
  private double[] spreadTrack(List<Busy> entries) {
    double[] busy = new double[bins.count()];
    double level = 0;
    int next = 0;
    for (int b = 0; b < busy.length; b++) {
      double part = 0;
      while (next < entries.size() && entries.get(next).bin() == b) {
        part += entries.get(next).part();
        level = entries.get(next).level();
        next++;
      }
      busy[b] = part + level;
    }
    return busy;
  }
}
