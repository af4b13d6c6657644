package dev.sonde.engine.view.services;

import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import java.util.ArrayList;
import java.util.List;

/** What {@code services} found, for people. */
final class ServicesReport {

  /** Cycles that are written out. */
  private static final int SPELLED = 4;

  /** Names of a long cycle that are written out. */
  private static final int NAMES = 8;

  private static final int LONGEST = 28;

  private ServicesReport() {}

  static Report of(ServicesResult result) {
    String title = "Agents and services";
    if (result.nodes().isEmpty()) {
      return new Report(
          title,
          List.of(
              Block.note(
                  "No record here names a service or an agent (service.name, gen_ai.agent.name), so"
                      + " nothing is known of who called whom.")),
          List.of(Next.view("stats"), Next.view("fields")));
    }
    List<Block> blocks = new ArrayList<>();
    cycles(result, blocks);
    blocks.add(nodes(result));
    if (result.edges().isEmpty()) {
      blocks.add(
          Block.note(
              "Nothing tells of calls between them: no parent, link, message or artifact leads from one"
                  + " to another."));
    } else {
      blocks.add(edges(result));
    }
    if (result.estimated().isPresent()) {
      blocks.add(Block.note("Traces were sampled: counts are estimates for all that there were."));
    }
    return new Report(title, blocks, next(result));
  }

  private static void cycles(ServicesResult result, List<Block> blocks) {
    int spelled = Math.min(SPELLED, result.cycles().size());
    for (List<String> cycle : result.cycles().subList(0, spelled)) {
      blocks.add(new Block.Note(Block.Tone.STRONG, "Cycle: " + spelled(cycle) + "."));
    }
    if (spelled < result.cycles().size() || !result.cyclesComplete()) {
      blocks.add(
          Block.note(
              spelled
                  + " of "
                  + (result.cyclesComplete() ? "" : "more than ")
                  + result.cycles().size()
                  + " cycles shown, the shortest first; more with --json."));
    }
  }

  private static String spelled(List<String> cycle) {
    List<String> names = new ArrayList<>();
    for (String name : cycle.subList(0, Math.min(NAMES, cycle.size()))) {
      names.add(brief(name));
    }
    if (cycle.size() > NAMES) {
      names.add(cycle.size() - NAMES + " more");
    }
    names.add(brief(cycle.getFirst()));
    return String.join(" → ", names);
  }

  private static String brief(String name) {
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST * 2 / 3)
            + Shortened.GAP
            + name.substring(name.length() - LONGEST / 3);
  }

  private static Block nodes(ServicesResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ServicesResult.Node node : result.nodes()) {
      rows.add(
          List.of(
              new Cell.Id(node.name()),
              new Cell.Count(node.spans()),
              new Cell.Count(node.errors()),
              Cell.seconds(node.totalS()),
              new Cell.Count(node.entered())));
    }
    return new Block.Table(
        "Parties",
        List.of(
            Column.of("name"),
            Column.of("spans"),
            Column.of("errors"),
            Column.of("total"),
            Column.of("entered")),
        rows,
        result.nodesInAll(),
        "--limit");
  }

  private static Block edges(ServicesResult result) {
    List<List<Cell>> rows = new ArrayList<>();
    for (ServicesResult.Edge edge : result.edges()) {
      rows.add(
          List.of(
              new Cell.Id(edge.from()),
              new Cell.Id(edge.to()),
              new Cell.Count(edge.calls()),
              new Cell.Count(edge.errors()),
              Cell.seconds(edge.p50S()),
              Cell.seconds(edge.p95S()),
              new Cell.Text(String.join(", ", edge.kinds()))));
    }
    return new Block.Table(
        "Calls",
        List.of(
            Column.of("from"),
            Column.of("to"),
            Column.of("calls"),
            Column.of("errors"),
            Column.of("p50"),
            Column.of("p95"),
            Column.of("told by")),
        rows,
        result.edgesInAll(),
        "--limit");
  }

  private static List<Next> next(ServicesResult result) {
    List<Next> next = new ArrayList<>();
    next.add(Next.view("red"));
    if (result.edges().stream().anyMatch(edge -> edge.kinds().contains("artifact"))) {
      next.add(Next.view("lineage"));
    }
    if (result.nodes().stream().anyMatch(node -> node.errors() > 0)) {
      next.add(Next.view("difference").with("failed", ""));
    }
    next.add(Next.view("critical-path"));
    next.add(Next.view("traces").with("sort", "duration_s:desc"));
    return next;
  }
}
