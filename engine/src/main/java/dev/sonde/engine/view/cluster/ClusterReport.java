package dev.sonde.engine.view.cluster;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The cluster for people. */
final class ClusterReport {

  private ClusterReport() {}

  static Report of(ClusterView.ClusterResult result, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result, ask));
    Map<String, Long> state = result.state();
    if (state != null) {
      blocks.add(states(state));
    }
    if (result.workers().isEmpty()) {
      blocks.add(Block.note("No workers here: no record carries a worker.id."));
    } else {
      blocks.add(workers(result));
    }
    return new Report("Cluster", blocks, next(result));
  }

  private static Block facts(ClusterView.ClusterResult result, Ask ask) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("at", new Cell.Offset(result.atNs(), ask.runStartNanos())));
    facts.add(new Block.Fact("workers", new Cell.Count(result.workersTotal())));
    facts.add(new Block.Fact("idle", new Cell.Count(result.workersIdle())));
    ClusterView.Rates rates = result.rates();
    if (rates.tasksPerS() != null) {
      facts.add(new Block.Fact("tasks", new Cell.Figure(rates.tasksPerS(), " /s")));
    }
    if (rates.bytesPerS() != null) {
      facts.add(new Block.Fact("received", new Cell.BytesPerSecond(rates.bytesPerS())));
    }
    facts.add(new Block.Fact("over the last", new Cell.Seconds(rates.overS())));
    return new Block.Facts(facts);
  }

  private static Block states(Map<String, Long> states) {
    List<Block.Fact> facts = new ArrayList<>();
    states.forEach((state, tasks) -> {
      if (tasks > 0) {
        facts.add(new Block.Fact(state, new Cell.Count(tasks)));
      }
    });
    return new Block.Facts(facts);
  }

  private static Block workers(ClusterView.ClusterResult result) {
    boolean queued = result.workers().stream().anyMatch(worker -> worker.queued() != null);
    List<Column> columns = new ArrayList<>();
    for (String heading : List.of("worker", "status", "slots", "busy")) {
      columns.add(Column.of(heading));
    }
    if (queued) {
      columns.add(Column.of("queued"));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (ClusterView.Worker worker : result.workers()) {
      List<Cell> row = new ArrayList<>();
      row.add(new Cell.Id(worker.worker()));
      row.add(new Cell.Text(worker.status()));
      row.add(new Cell.Count(worker.slots()));
      row.add(new Cell.Count(worker.busy()));
      if (queued) {
        row.add(Cell.count(worker.queued()));
      }
      rows.add(row);
    }
    return new Block.Table(null, columns, rows, null, "--limit");
  }

  private static List<Next> next(ClusterView.ClusterResult result) {
    List<Next> next = new ArrayList<>();
    Map<String, Long> state = result.state();
    if (state != null) {
      if (state.getOrDefault("erred", 0L) > 0) {
        next.add(Next.view("erred"));
      }
      if (state.getOrDefault("waiting", 0L) > 0) {
        next.add(Next.view("blocked"));
      }
      if (state.getOrDefault("queued", 0L) > 0) {
        next.add(Next.view("queued"));
      }
      next.add(Next.view("progress"));
    }
    next.add(Next.view("workers"));
    next.add(Next.view("overview"));
    return next;
  }
}
