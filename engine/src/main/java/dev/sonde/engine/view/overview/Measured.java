package dev.sonde.engine.view.overview;

import dev.sonde.engine.analysis.Bins;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was measured of the machines: memory, disk, network. */
record Measured(OverviewResult.@Nullable Memory memory, List<OverviewResult.MetricLane> lanes) {

  private static final Sql SAMPLES = Sql.of(Measured.class, "samples");

  private static final String MEMORY = "process.memory.usage";
  private static final String LIMIT = "worker.memory.limit";
  private static final String SPILLED = "worker.spilled.bytes";
  private static final String UNSPILLED = "worker.unspilled.bytes";

  /** Rates of the overview's lanes, in bytes per second. */
  private static final List<String> RATES =
      List.of("disk.write.rate", "disk.read.rate", "network.rate");

  private record Cell(String name, int bin, double value) {}

  static Measured of(Ask ask, Bins bins) {
    List<Cell> cells =
        ask.rows(
            SAMPLES,
            Map.of("width", bins.widthNanos(), "last_bin", (long) bins.count() - 1),
            row -> new Cell(row.text("name"), (int) row.integer("bin"), row.real("value")));
    Map<String, List<Cell>> byName = new LinkedHashMap<>();
    cells.forEach(cell -> byName.computeIfAbsent(cell.name(), n -> new ArrayList<>()).add(cell));
    Double peak = most(byName.get(MEMORY));
    Double limit = most(byName.get(LIMIT));
    Double spilled = most(byName.get(SPILLED));
    Double unspilled = most(byName.get(UNSPILLED));
    boolean none = peak == null && limit == null && spilled == null && unspilled == null;
    List<OverviewResult.MetricLane> lanes = new ArrayList<>();
    lane(lanes, "memory", "By", byName.get(MEMORY), limit, bins);
    for (String rate : RATES) {
      lane(
          lanes, rate.replace(".rate", "").replace('.', ' '), "By/s", byName.get(rate), null, bins);
    }
    return new Measured(
        none
            ? null
            : new OverviewResult.Memory(
                whole(peak), whole(limit), whole(spilled), whole(unspilled)),
        lanes);
  }

  private static void lane(
      List<OverviewResult.MetricLane> lanes,
      String name,
      String unit,
      @Nullable List<Cell> cells,
      @Nullable Double limit,
      Bins bins) {
    Double peak = most(cells);
    if (cells == null || peak == null || peak <= 0) {
      return;
    }
    double whole = limit == null || limit <= 0 ? peak : limit;
    double[] values = new double[bins.count()];
    boolean[] known = new boolean[bins.count()];
    for (Cell cell : cells) {
      values[cell.bin()] = cell.value();
      known[cell.bin()] = true;
    }
    List<Double> shares = new ArrayList<>();
    double last = 0;
    for (int b = 0; b < values.length; b++) {
      // Between two measurements the last one holds.
      last = known[b] ? values[b] : last;
      shares.add(Math.clamp(last / whole, 0.0, 1.0));
    }
    lanes.add(new OverviewResult.MetricLane(name, unit, peak, shares));
  }

  private static @Nullable Double most(@Nullable List<Cell> cells) {
    return cells == null ? null : cells.stream().map(Cell::value).max(Double::compare).orElse(null);
  }

  private static @Nullable Long whole(@Nullable Double value) {
    return value == null ? null : Math.round(value);
  }
}
