package dev.sonde.engine.view.worker;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One worker for people. */
final class WorkerReport {

  private WorkerReport() {}

  static Report of(WorkerResult worker, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(busy(worker));
    blocks.add(around(worker));
    if (!worker.prefixes().isEmpty()) {
      blocks.add(prefixes(worker.prefixes()));
    }
    if (!worker.samples().isEmpty()) {
      blocks.add(samples(worker.samples(), ask));
    }
    if (worker.attempts().isEmpty()) {
      blocks.add(Block.note("No attempt of a task ran here."));
    } else {
      blocks.add(attempts(worker, ask));
    }
    return new Report("Worker " + worker.worker(), blocks, next(worker));
  }

  private static Block busy(WorkerResult worker) {
    List<Block.Fact> facts = new ArrayList<>();
    if (worker.status() != null) {
      facts.add(new Block.Fact("status", new Cell.Text(worker.status())));
    }
    facts.add(new Block.Fact("slots", new Cell.Count(worker.slots())));
    facts.add(new Block.Fact("there", new Cell.Seconds(worker.windowS())));
    facts.add(new Block.Fact("busy", new Cell.Seconds(worker.busyS())));
    facts.add(new Block.Fact("used", Cell.share(worker.utilization())));
    facts.add(new Block.Fact("attempts", new Cell.Count(worker.attemptsCount())));
    facts.add(new Block.Fact("spans", new Cell.Count(worker.spans())));
    return new Block.Facts(facts);
  }

  private static Block around(WorkerResult worker) {
    List<Block.Fact> facts = new ArrayList<>();
    WorkerResult.Transfers transfers = worker.transfers();
    if (transfers != null) {
      moved("received", transfers.in(), facts);
      if (transfers.out() != null) {
        moved("sent", transfers.out(), facts);
      }
    }
    if (worker.cpu() != null) {
      facts.add(new Block.Fact("CPU", new Cell.Share(worker.cpu())));
    }
    if (worker.memoryPeakBytes() != null) {
      facts.add(new Block.Fact("memory peak", new Cell.Bytes(worker.memoryPeakBytes())));
    }
    if (worker.memoryLimitBytes() != null) {
      facts.add(new Block.Fact("of", new Cell.Bytes(worker.memoryLimitBytes())));
    }
    if (worker.spillS() != null) {
      facts.add(new Block.Fact("disk", new Cell.Seconds(worker.spillS())));
    }
    worker.intervals().stream()
        .filter(interval -> interval.removedNs() != null)
        .forEach(interval ->
            facts.add(
                new Block.Fact(
                    "left",
                    new Cell.Text(
                        interval.reason() == null ? "no reason given" : interval.reason()))));
    return new Block.Facts(facts);
  }

  private static void moved(String label, WorkerResult.Moved moved, List<Block.Fact> facts) {
    facts.add(new Block.Fact(label, Cell.bytes(moved.bytes())));
    facts.add(new Block.Fact("in", new Cell.Seconds(moved.totalS())));
  }

  private static Block prefixes(List<WorkerResult.Prefix> prefixes) {
    List<List<Cell>> rows = new ArrayList<>();
    for (WorkerResult.Prefix prefix : prefixes) {
      rows.add(
          List.of(
              Cell.id(prefix.prefix()),
              new Cell.Count(prefix.attempts()),
              new Cell.Count(prefix.erred()),
              Cell.seconds(prefix.totalS()),
              Cell.seconds(prefix.meanS()),
              Cell.seconds(prefix.p90S()),
              Cell.seconds(prefix.maxS())));
    }
    return new Block.Table(
        "Kinds of tasks",
        List.of(
            Column.of("prefix"),
            Column.of("attempts"),
            Column.of("erred"),
            Column.of("total"),
            Column.of("mean"),
            Column.of("p90"),
            Column.of("max")),
        rows,
        null,
        null);
  }

  private static Block samples(Map<String, List<Double>> samples, Ask ask) {
    List<Block.Lane> lanes = new ArrayList<>();
    samples.forEach((name, values) -> {
      double peak = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      lanes.add(
          new Block.Lane(
              name,
              values.stream().map(v -> peak > 0 ? Math.clamp(v / peak, 0, 1) : 0).toList(),
              name.contains("memory") || name.endsWith("bytes")
                  ? new Cell.Bytes(peak)
                  : new Cell.Figure(peak, "")));
    });
    double start = (ask.window().startNanos() - ask.runStartNanos()) / 1e9;
    return new Block.Lanes(
        "Measured, each as a share of its peak",
        start,
        start + ask.window().seconds(),
        lanes,
        null);
  }

  private static Block attempts(WorkerResult worker, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (WorkerResult.Attempt attempt : worker.attempts()) {
      rows.add(
          List.of(
              new Cell.Id(attempt.key()),
              new Cell.Count(attempt.attempt()),
              attempt.startNs() == null
                  ? new Cell.Unknown()
                  : new Cell.Offset(attempt.startNs(), ask.runStartNanos()),
              Cell.seconds(attempt.durationS()),
              Cell.text(attempt.error() == null ? attempt.status() : attempt.error())));
    }
    return new Block.Table(
        "Last attempts",
        List.of(
            Column.of("task"),
            Column.extra("attempt"),
            Column.of("start"),
            Column.of("took"),
            Column.of("status")),
        rows,
        worker.attemptsCount() > rows.size() ? (Long) worker.attemptsCount() : null,
        "--limit");
  }

  private static List<Next> next(WorkerResult worker) {
    List<Next> next = new ArrayList<>();
    for (WorkerResult.Attempt attempt : worker.attempts()) {
      if ("error".equals(attempt.status())) {
        next.add(Next.view("task", attempt.key()));
        break;
      }
    }
    next.add(Next.view("timeline").with("by", "name").with("worker", worker.worker()));
    next.add(Next.view("detail").with("worker", worker.worker()));
    next.add(
        Next.view("tasks")
            .with("worker", worker.worker())
            .with("sort", "duration_s:desc")
            .with("limit", "5"));
    next.add(Next.view("workers"));
    return next;
  }
}
