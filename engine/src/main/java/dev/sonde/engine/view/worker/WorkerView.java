package dev.sonde.engine.view.worker;

import dev.sonde.engine.activity.Totals;
import dev.sonde.engine.activity.WorkerIds;
import dev.sonde.engine.activity.WorkerRow;
import dev.sonde.engine.activity.WorkerRows;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One worker. */
public final class WorkerView implements View<WorkerView.Options, WorkerResult> {

  /** @param worker as the user wrote it */
  public record Options(String worker) {}

  private static final Sql PREFIXES = Sql.of(WorkerView.class, "prefixes");
  private static final Sql ATTEMPTS = Sql.of(WorkerView.class, "attempts");
  private static final Sql TRANSFERS = Sql.of(WorkerView.class, "transfers");
  private static final Sql SAMPLES = Sql.of(WorkerView.class, "samples");
  private static final int ATTEMPTS_SHOWN = 10;
  private static final long VALUES = 100;

  @Override
  public About about() {
    return new About(
        "worker",
        About.Group.ONE,
        "one worker: what it ran, moved and used",
        """
        Takes a worker's id, whole, shortened as tables print it, or any part that only one worker \
        has. Shows how busy it was, the kinds of tasks it ran, its last attempts (--limit shows \
        more), what it received and sent, and what was measured there.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(""))
        .argument("W", "the worker's id, or a part of it", (options, value) -> new Options(value));
  }

  @Override
  public Answered<WorkerResult> answer(Options options, Ask ask) {
    String id = WorkerIds.find(ask, options.worker());
    List<WorkerRow> rows = WorkerRows.of(ask, Totals.byNameAndWorker(ask));
    for (WorkerRow row : rows) {
      if (row.worker().equals(id)) {
        return Answered.whole(result(row, ask));
      }
    }
    // It joined only after the moment asked about.
    throw new UsageException(
        Suggestion.unknown("worker", id, rows.stream().map(WorkerRow::worker).toList()));
  }

  private static WorkerResult result(WorkerRow row, Ask ask) {
    Map<String, Object> worker = Map.of("worker", row.worker());
    long most = ask.scope().limitOr(ATTEMPTS_SHOWN);
    Map<String, List<Double>> samples = new LinkedHashMap<>();
    ask.rows(
        SAMPLES,
        Map.of("worker", row.worker(), "most", VALUES),
        sample ->
            samples
                .computeIfAbsent(sample.text("name"), n -> new ArrayList<>())
                .add(sample.real("value")));
    return new WorkerResult(
        row.worker(),
        row.status(),
        row.tasks(),
        row.attempts(),
        row.spans(),
        row.busyS(),
        row.windowS(),
        row.slots(),
        row.utilization(),
        row.cpu(),
        row.memoryBytes(),
        row.memoryPeakBytes(),
        row.memoryLimitBytes(),
        row.processing(),
        row.ready(),
        row.transferS(),
        row.spillS(),
        row.firstNs(),
        row.lastNs(),
        row.intervals(),
        row.top(),
        ask.rows(PREFIXES, worker, WorkerView::prefix),
        ask.rows(ATTEMPTS, Map.of("worker", row.worker(), "most", most), WorkerView::attempt),
        ask.rows(TRANSFERS, worker, WorkerView::transfers).stream().findFirst().orElse(null),
        samples);
  }

  private static WorkerResult.Prefix prefix(Row row) {
    return new WorkerResult.Prefix(
        row.textOrNull("prefix"),
        row.integer("attempts"),
        row.integer("erred"),
        row.secondsOrNull("total_ns"),
        row.secondsOrNull("mean_ns"),
        row.secondsOrNull("p90_ns"),
        row.secondsOrNull("max_ns"));
  }

  private static WorkerResult.Attempt attempt(Row row) {
    return new WorkerResult.Attempt(
        row.text("task_key"),
        row.textOrNull("task_prefix"),
        row.integer("attempt"),
        row.integerOrNull("start_ns"),
        row.integerOrNull("end_ns"),
        row.secondsOrNull("total_ns"),
        row.textOrNull("status"),
        row.textOrNull("error"));
  }

  private static WorkerResult.Transfers transfers(Row row) {
    return new WorkerResult.Transfers(
        moved(row, "in"), row.integer("senders") == 0 ? null : moved(row, "out"));
  }

  private static WorkerResult.Moved moved(Row row, String direction) {
    long messages = row.integer(direction + "_messages");
    @Nullable Long bytes = row.integerOrNull(direction + "_bytes");
    return new WorkerResult.Moved(
        messages, messages == 0 ? (Long) 0L : bytes, row.seconds(direction + "_ns"));
  }

  @Override
  public Report report(WorkerResult result, Options options, Ask ask) {
    return WorkerReport.of(result, ask);
  }
}
