package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.Stragglers;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts together what different records tell of each worker. */
public final class WorkerRows {

  private static final Sql SPANS = Sql.of(WorkerRows.class, "spans_by_worker");
  private static final Sql TRANSFERS = Sql.of(WorkerRows.class, "transfers_by_worker");
  private static final Sql SAMPLES = Sql.of(WorkerRows.class, "samples_by_worker");
  private static final int TOP = 3;

  private record Spans(long count, long firstNs, long lastNs, @Nullable Double spillS) {}

  private record Measured(
      @Nullable Double cpu,
      @Nullable Long memory,
      @Nullable Long peak,
      @Nullable Long memoryLimit) {}

  private final Map<String, Spans> spans = new LinkedHashMap<>();
  private final Map<String, Double> transfers = new LinkedHashMap<>();
  private final Map<String, Measured> samples = new LinkedHashMap<>();
  private final Map<String, List<WorkerRow.Top>> top = new LinkedHashMap<>();
  private final Map<@Nullable String, List<Standing.Group>> standing;
  private final boolean tasks;
  private final boolean announced;
  private final boolean spilled;
  private final boolean known;

  private WorkerRows(Ask ask, List<Stragglers.Total> totals) {
    ask.rows(SPANS, row -> spans.put(row.text("worker"), spans(row)));
    ask.rows(TRANSFERS, row -> transfers.put(row.text("worker"), row.seconds("total_ns")));
    ask.rows(SAMPLES, row -> samples.put(row.text("worker"), measured(row)));
    for (Stragglers.Total total : totals) {
      top.computeIfAbsent(total.worker(), w -> new ArrayList<>())
          .add(new WorkerRow.Top(total.name(), total.totalS()));
    }
    List<Standing.Group> groups = Standing.of(ask);
    standing = Standing.by(groups, Standing.Group::worker);
    tasks = !groups.isEmpty();
    announced = Standing.announced(groups);
    spilled = spans.values().stream().anyMatch(one -> one.spillS() != null);
    known = Occupancy.underWay(ask);
  }

  /** Every worker, the busiest first. */
  public static List<WorkerRow> of(Ask ask, List<Stragglers.Total> totals) {
    WorkerRows rows = new WorkerRows(ask, totals);
    return Occupancy.of(ask).stream().map(rows::row).toList();
  }

  private static Spans spans(Row row) {
    return new Spans(
        row.integer("spans"),
        row.integer("first_ns"),
        row.integer("last_ns"),
        row.secondsOrNull("spill_ns"));
  }

  private static Measured measured(Row row) {
    return new Measured(
        row.realOrNull("cpu"),
        bytes(row.realOrNull("memory")),
        bytes(row.realOrNull("peak")),
        bytes(row.realOrNull("memory_limit")));
  }

  private static @Nullable Long bytes(@Nullable Double value) {
    return value == null ? null : (Long) Math.round(value);
  }

  private WorkerRow row(Occupancy.Worker worker) {
    String name = worker.worker();
    Spans own = spans.get(name);
    Measured measured = samples.getOrDefault(name, new Measured(null, null, null, null));
    List<Standing.Group> here = standing.getOrDefault(name, List.of());
    long processing = inState(here, "processing");
    return new WorkerRow(
        name,
        worker.status(known, processing),
        worker.tasks(),
        worker.attempts(),
        own == null ? 0 : own.count(),
        worker.busyS(),
        worker.windowS(),
        worker.slots(),
        worker.utilization(),
        measured.cpu(),
        measured.memory(),
        measured.peak(),
        measured.memoryLimit(),
        tasks ? (Long) processing : null,
        announced ? (Long) inState(here, "ready") : null,
        transfers.isEmpty() ? null : transfers.getOrDefault(name, 0.0),
        spilled ? (Double) (own == null || own.spillS() == null ? 0 : own.spillS()) : null,
        own == null ? null : own.firstNs(),
        own == null ? null : own.lastNs(),
        worker.intervals(),
        costliest(top.getOrDefault(name, List.of())));
  }

  private static long inState(List<Standing.Group> groups, String state) {
    return groups.stream()
        .filter(group -> group.state().equals(state))
        .mapToLong(Standing.Group::tasks)
        .sum();
  }

  private static List<WorkerRow.Top> costliest(List<WorkerRow.Top> names) {
    return names.stream()
        .sorted(
            Comparator.comparingDouble(WorkerRow.Top::totalS)
                .reversed()
                .thenComparing(WorkerRow.Top::name))
        .limit(TOP)
        .toList();
  }
}
