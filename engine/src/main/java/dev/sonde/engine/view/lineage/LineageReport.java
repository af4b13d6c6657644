package dev.sonde.engine.view.lineage;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Shortened;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code lineage} found, for people. */
final class LineageReport {

  /** Branches of one outline; beyond that nobody reads. */
  private static final int BRANCHES = 200;

  private LineageReport() {}

  static Report of(LineageResult result, Ask ask) {
    return result.id() == null ? list(result, ask) : one(result, result.id(), ask);
  }

  private static Report list(LineageResult result, Ask ask) {
    if (result.rows().isEmpty()) {
      return new Report(
          "Artifacts",
          List.of(
              Block.note(
                  "No artifact was produced or consumed here (events artifact.produced,"
                      + " artifact.consumed). What tasks were made of: deps KEY and dependents KEY.")),
          List.of(Next.view("tasks"), Next.view("services"), Next.view("fields")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (LineageResult.Row row : result.rows()) {
      rows.add(
          List.of(
              new Cell.Id(row.id()),
              Cell.text(row.type()),
              Cell.id(row.by()),
              new Cell.Offset(row.atNs(), ask.runStartNanos()),
              new Cell.Count(row.consumed()),
              new Cell.Count(row.consumers())));
    }
    LineageResult.Row last =
        result.rows().stream()
            .max(
                Comparator.comparingLong(LineageResult.Row::atNs)
                    .thenComparing(LineageResult.Row::id))
            .orElseThrow();
    return new Report(
        "Artifacts",
        List.of(
            new Block.Table(
                null,
                List.of(
                    Column.of("artifact"),
                    Column.of("type"),
                    Column.of("produced by"),
                    Column.of("at"),
                    Column.of("consumed"),
                    Column.of("by parties")),
                rows,
                null,
                "--limit")),
        List.of(
            Next.view("lineage", last.id()),
            Next.view("lineage").with("sort", "consumed:desc"),
            Next.view("services")));
  }

  private static Report one(LineageResult result, String id, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    LineageResult.Produced produced = result.produced();
    if (produced == null) {
      blocks.add(
          Block.doubtful("Nobody told of producing it, so nothing is known of what went into it."));
    } else {
      blocks.add(
          new Block.Facts(
              List.of(
                  new Block.Fact("produced by", new Cell.Id(Shortened.inCommand(produced.by()))),
                  new Block.Fact("at", new Cell.Offset(produced.atNs(), ask.runStartNanos())),
                  new Block.Fact("type", Cell.text(produced.type())),
                  new Block.Fact(
                      "times",
                      produced.times() > 1
                          ? new Cell.Count(produced.times())
                          : new Cell.Blank()))));
    }
    blocks.add(consumed(result, ask));
    outline(
        "Made of",
        "Nothing that is known went into it.",
        result.upstream(),
        result.upstreamInAll(),
        id,
        ask,
        blocks);
    outline(
        "Went into",
        "Nothing that is known was made of it.",
        result.downstream(),
        result.downstreamInAll(),
        id,
        ask,
        blocks);
    return new Report("Artifact " + Shortened.inCommand(id), blocks, next(result));
  }

  private static Block consumed(LineageResult result, Ask ask) {
    if (result.consumed().isEmpty()) {
      return Block.note("Nobody consumed it.");
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (LineageResult.Consumed one : result.consumed()) {
      rows.add(List.of(new Cell.Id(one.by()), new Cell.Offset(one.atNs(), ask.runStartNanos())));
    }
    return new Block.Table(
        null, List.of(Column.of("consumed by"), Column.of("at")), rows, null, null);
  }

  private static void outline(
      String title,
      String nothing,
      List<LineageResult.Step> steps,
      long inAll,
      String id,
      Ask ask,
      List<Block> blocks) {
    if (steps.isEmpty()) {
      blocks.add(Block.note(nothing));
      return;
    }
    Map<String, List<LineageResult.Step>> below = new LinkedHashMap<>();
    steps.forEach(step -> below.computeIfAbsent(step.through(), _ -> new ArrayList<>()).add(step));
    List<Block.Branch> branches = new ArrayList<>();
    List<LineageResult.Step> open = new ArrayList<>(reversed(below.get(id)));
    while (!open.isEmpty() && branches.size() < BRANCHES) {
      LineageResult.Step step = open.removeLast();
      branches.add(
          new Block.Branch(
              step.depth() - 1,
              step.id(),
              List.of(
                  Cell.text(step.type() == null ? null : Shortened.inCommand(step.type())),
                  step.by() == null
                      ? new Cell.Blank()
                      : new Cell.Id(Shortened.inCommand(step.by())),
                  step.atNs() == null
                      ? new Cell.Blank()
                      : new Cell.Offset(step.atNs(), ask.runStartNanos()))));
      open.addAll(reversed(below.get(step.id())));
    }
    blocks.add(new Block.Outline(title, branches, inAll));
  }

  private static List<LineageResult.Step> reversed(@Nullable List<LineageResult.Step> steps) {
    return steps == null ? List.of() : steps.reversed();
  }

  private static List<Next> next(LineageResult result) {
    List<Next> next = new ArrayList<>();
    if (!result.upstream().isEmpty()) {
      next.add(Next.view("lineage", result.upstream().getLast().id()));
    }
    if (!result.downstream().isEmpty()) {
      next.add(Next.view("lineage", result.downstream().getLast().id()));
    }
    next.add(Next.view("services"));
    next.add(Next.view("lineage"));
    return next;
  }
}
