package dev.sonde.engine.view.workers;

import dev.sonde.engine.activity.Totals;
import dev.sonde.engine.activity.WorkerRow;
import dev.sonde.engine.activity.WorkerRows;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.List;

/** Each worker: how busy it was, with what, and how it stands. */
public final class WorkersView implements View<Parameters.None, WorkersView.WorkersResult> {

  /** The busiest first. */
  public record WorkersResult(List<WorkerRow> rows) {}

  @Override
  public About about() {
    return new About(
        "workers",
        About.Group.BREADTH,
        "how busy each worker was, and with what",
        """
        One row for each worker that was announced or ran something, the busiest first. Busy is the \
        attempts' time; utilization is that over slots times the time it was there. CPU and memory \
        come from samples where there are any: CPU is their mean, memory the last, its peak beside \
        it. A worker is idle only where the run is known to be going on.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<WorkersResult> answer(Parameters.None none, Ask ask) {
    List<WorkerRow> all = WorkerRows.of(ask, Totals.byNameAndWorker(ask));
    List<WorkerRow> shown = Page.of(all, ask.scope());
    return Answered.list(new WorkersResult(shown), shown.size(), all.size());
  }

  @Override
  public Report report(WorkersResult result, Parameters.None none, Ask ask) {
    return WorkersReport.of(result.rows(), ask);
  }
}
