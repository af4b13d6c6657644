package dev.sonde.engine.view.overview;

import static dev.sonde.engine.report.Block.Column.extra;

import dev.sonde.engine.activity.FoundRow;
import dev.sonde.engine.analysis.Stragglers;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The overview for people. */
final class OverviewReport {

  /** A component with more than this share of the work leads to the view that explains it. */
  private static final double MUCH = 0.25;

  private OverviewReport() {}

  static Report of(OverviewResult result, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(facts(result));
    if (result.state() != null) {
      blocks.add(states(result.state()));
    }
    if (result.memory() != null) {
      blocks.add(memory(result.memory()));
    }
    if (result.spans() == 0) {
      blocks.add(
          Block.note("No spans here; events and samples are seen by: events, logs, metrics."));
      return new Report("Overview", blocks, List.of(Next.view("events"), Next.view("metrics")));
    }
    if (result.findings() == null) {
      blocks.add(Block.note("Causes are not looked for in so many spans here; diagnose does."));
    } else if (!result.findings().isEmpty()) {
      blocks.add(findings(result.findings()));
    }
    blocks.add(lanes(result, ask));
    if (result.workers() > 0) {
      blocks.add(costliest(result.costliest()));
    } else {
      blocks.add(Block.note("No worker is named here: stats ranks the spans of all services."));
    }
    if (!result.outliers().isEmpty()) {
      blocks.add(outliers(result.outliers()));
    }
    return new Report("Overview", blocks, next(result));
  }

  private static Block findings(List<FoundRow> findings) {
    return new Block.Table(
        "Findings",
        List.of(Column.of("finding"), Column.of("subject"), Column.of("saves ≤")),
        findings.stream()
            .map(finding ->
                List.<Cell>of(
                    new Cell.Text(finding.kind()),
                    new Cell.Id(finding.subject()),
                    finding.ceilingS() == null
                        ? new Cell.Unknown()
                        : new Cell.Seconds(finding.ceilingS())))
            .toList(),
        null,
        null);
  }

  private static Block facts(OverviewResult result) {
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("wall clock", new Cell.Seconds(result.wallClockS())));
    facts.add(new Block.Fact("workers", new Cell.Count(result.workers())));
    if (result.workersIdle() != null) {
      facts.add(new Block.Fact("idle", new Cell.Count(result.workersIdle())));
    }
    facts.add(new Block.Fact("tasks", new Cell.Count(result.tasks())));
    facts.add(new Block.Fact("spans", new Cell.Count(result.spans())));
    if (result.networkBytes() != null) {
      facts.add(new Block.Fact("moved", new Cell.Bytes(result.networkBytes())));
    }
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

  private static Block memory(OverviewResult.Memory memory) {
    List<Block.Fact> facts = new ArrayList<>();
    if (memory.peakBytes() != null) {
      facts.add(new Block.Fact("memory peak", new Cell.Bytes(memory.peakBytes())));
      if (memory.limitBytes() != null && memory.limitBytes() > 0) {
        facts.add(new Block.Fact("of", new Cell.Bytes(memory.limitBytes())));
        double share = (double) memory.peakBytes() / memory.limitBytes();
        facts.add(new Block.Fact("=", new Cell.Share(share)));
      }
    }
    if (memory.spilledBytes() != null) {
      facts.add(new Block.Fact("spilled", new Cell.Bytes(memory.spilledBytes())));
    }
    if (memory.unspilledBytes() != null) {
      facts.add(new Block.Fact("unspilled", new Cell.Bytes(memory.unspilledBytes())));
    }
    return new Block.Facts(facts);
  }

  private static Block lanes(OverviewResult result, Ask ask) {
    List<Block.Lane> lanes = new ArrayList<>();
    for (OverviewResult.Component component : result.components()) {
      if (!component.name().equals("waiting")) {
        lanes.add(
            new Block.Lane(
                component.name(), component.timeline(), new Cell.Seconds(component.totalS())));
      }
    }
    for (OverviewResult.MetricLane lane : result.lanes()) {
      Cell peak =
          lane.unit().equals("By")
              ? new Cell.Bytes(lane.peak())
              : new Cell.BytesPerSecond(lane.peak());
      lanes.add(new Block.Lane(lane.name(), lane.values(), peak));
    }
    double start = (ask.window().startNanos() - ask.runStartNanos()) / 1e9;
    return new Block.Lanes(
        "Components: busy share of all slots", start, start + result.wallClockS(), lanes, null);
  }

  private static Block costliest(List<OverviewResult.Costliest> names) {
    List<List<Cell>> rows = new ArrayList<>();
    for (OverviewResult.Costliest name : names) {
      rows.add(
          List.of(
              new Cell.Id(name.name()),
              new Cell.Count(name.count()),
              new Cell.Seconds(name.totalS()),
              new Cell.Seconds(name.meanPerWorkerS()),
              new Cell.Seconds(name.maxWorkerS()),
              new Cell.Id(name.maxWorker())));
    }
    return new Block.Table(
        "Costliest on the workers",
        List.of(
            Column.of("span"),
            Column.of("count"),
            Column.of("total"),
            Column.of("mean/worker"),
            Column.of("max"),
            extra("on")),
        rows,
        null,
        null);
  }

  private static Block outliers(List<Stragglers.Straggler> outliers) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Stragglers.Straggler straggler : outliers) {
      Stragglers.Deviation most = straggler.deviations().getFirst();
      rows.add(
          List.of(
              new Cell.Id(straggler.worker()),
              new Cell.Seconds(straggler.excessS()),
              new Cell.Id(most.name()),
              new Cell.Seconds(most.totalS()),
              new Cell.Seconds(most.medianS()),
              new Cell.Figure(most.sigma(), " σ")));
    }
    return new Block.Table(
        "Workers unlike their peers",
        List.of(
            Column.of("worker"),
            Column.of("excess"),
            Column.of("most in"),
            Column.of("total"),
            Column.of("median"),
            extra("σ")),
        rows,
        null,
        null);
  }

  /** What the figures suggest, the most telling first. */
  private static List<Next> next(OverviewResult result) {
    List<Next> next = new ArrayList<>();
    if (result.findings() == null || !result.findings().isEmpty()) {
      next.add(Next.view("diagnose"));
    }
    if (result.state() != null && result.state().getOrDefault("erred", 0L) > 0) {
      next.add(Next.view("erred"));
    }
    if (!result.outliers().isEmpty()) {
      next.add(Next.view("worker", result.outliers().getFirst().worker()));
    }
    double work = result.components().stream().mapToDouble(OverviewResult.Component::totalS).sum();
    for (OverviewResult.Component component : result.components()) {
      if (component.name().equals("network") && component.totalS() > MUCH * work) {
        next.add(Next.view("transfers"));
      }
    }
    if (result.tasks() > 0) {
      next.add(Next.view("prefixes"));
    } else {
      next.add(Next.view("stats"));
    }
    next.add(Next.view("timeline").with("by", result.workers() > 0 ? "worker" : "name"));
    next.add(Next.view(result.workers() > 0 ? "stragglers" : "traces"));
    return next;
  }
}
