package dev.sonde.engine.view.compare;

import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Block.Fact;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.compare.CompareResult.Group;
import dev.sonde.engine.view.compare.CompareResult.Said;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A comparison for people. */
final class CompareReport {

  private static final String TITLE = "Is it worse than before";
  private static final int NAMED = 5;
  private static final int SAID = 8;

  private CompareReport() {}

  /**
   * @param oneSource whether both sides lie in one source, so that next commands must name a run
   */
  static Report of(CompareResult result, Scope scope, boolean oneSource) {
    List<Block> blocks = new ArrayList<>();
    Block.Tone tone =
        switch (result.verdict()) {
          case "regressed" -> Block.Tone.FAILED;
          case "incomparable" -> Block.Tone.DOUBTFUL;
          default -> Block.Tone.STRONG;
        };
    blocks.add(new Block.Note(tone, headline(result)));
    if (result.runs().before().isEmpty() || result.runs().after().isEmpty()) {
      blocks.add(
          Block.note(
              "sonde compare --before SOURCE --after SOURCE sets sources against each other."));
    }
    blocks.add(facts(result));
    came(blocks, "Only after", result.appeared());
    came(blocks, "Only before", result.disappeared());
    if (!result.groups().isEmpty()) {
      blocks.add(groups(result, scope));
    }
    if (!result.manifest().isEmpty()) {
      blocks.add(manifest(result.manifest()));
    }
    return new Report(TITLE, blocks, next(result, oneSource));
  }

  private static String headline(CompareResult result) {
    String verdict = result.verdict();
    return Character.toUpperCase(verdict.charAt(0)) + verdict.substring(1) + ". " + result.reason();
  }

  private static Block facts(CompareResult result) {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("runs before", new Cell.Count(result.runs().before().size())));
    facts.add(new Fact("after", new Cell.Count(result.runs().after().size())));
    facts.add(new Fact("wall clock before", Cell.seconds(result.wall().beforeS())));
    facts.add(new Fact("after", Cell.seconds(result.wall().afterS())));
    if (result.cost().beforeSlotS() != null || result.cost().afterSlotS() != null) {
      facts.add(new Fact("slot time before", Cell.seconds(result.cost().beforeSlotS())));
      facts.add(new Fact("after", Cell.seconds(result.cost().afterSlotS())));
    }
    tally(facts, "failed", result.failures());
    tally(facts, "repeated", result.retries());
    if (result.cache().beforeLookups() + result.cache().afterLookups() > 0) {
      facts.add(new Fact("cache hits before", new Cell.Count(result.cache().beforeHits())));
      facts.add(new Fact("after", new Cell.Count(result.cache().afterHits())));
    }
    return new Block.Facts(facts);
  }

  private static void tally(List<Fact> facts, String what, CompareResult.Tally tally) {
    if (tally.before() + tally.after() > 0) {
      facts.add(new Fact(what + " before", new Cell.Count(tally.before())));
      facts.add(new Fact("after", new Cell.Count(tally.after())));
    }
  }

  private static Block groups(CompareResult result, Scope scope) {
    int most = Math.min(result.groups().size(), scope.limitOr(Scope.DEFAULT_LIMIT));
    List<List<Cell>> rows = result.groups().stream().limit(most).map(CompareReport::cells).toList();
    return new Block.Table(
        "A piece of each kind of work, the median",
        List.of(
            Column.of("kind"),
            Column.of("before"),
            Column.of("after"),
            Column.of("change"),
            Column.of(""),
            Column.extra("total before"),
            Column.extra("after"),
            Column.extra("count before"),
            Column.extra("after")),
        rows,
        (long) result.groups().size(),
        "--limit");
  }

  private static List<Cell> cells(Group group) {
    return List.of(
        new Cell.Id(group.label()),
        new Cell.Seconds(group.beforeS()),
        new Cell.Seconds(group.afterS()),
        change(group.change()),
        new Cell.Text(verdict(group)),
        new Cell.Seconds(group.beforeTotalS()),
        new Cell.Seconds(group.afterTotalS()),
        new Cell.Count(group.beforeCount()),
        new Cell.Count(group.afterCount()));
  }

  private static Cell change(@Nullable Double change) {
    return change == null ? new Cell.Unknown() : new Cell.Figure(100 * change, " %");
  }

  private static String verdict(Group group) {
    if (group.because() != null) {
      return group.because();
    }
    return !group.significant() ? "noise" : group.afterS() > group.beforeS() ? "SLOWER" : "faster";
  }

  private static void came(List<Block> blocks, String when, List<String> labels) {
    if (!labels.isEmpty()) {
      blocks.add(Block.note(when + ": " + CompareRows.some(labels, NAMED) + "."));
    }
  }

  private static Block manifest(List<Said> manifest) {
    return new Block.Table(
        "What else differs",
        List.of(Column.of("key"), Column.of("before"), Column.of("after")),
        manifest.stream()
            .limit(SAID)
            .map(said ->
                List.<Cell>of(new Cell.Id(said.key()), said(said.before()), said(said.after())))
            .toList(),
        (long) manifest.size(),
        "--json");
  }

  private static Cell said(@Nullable String value) {
    return value == null ? new Cell.Blank() : new Cell.Id(value);
  }

  private static List<Next> next(CompareResult result, boolean oneSource) {
    List<Next> next = new ArrayList<>();
    if (result.failures().worse()) {
      next.add(Next.view("erred"));
    }
    for (Group group : result.groups()) {
      if (group.significant() && next.size() < 2) {
        next.add(
            group.name() == null && group.prefix() != null
                ? Next.view("detail").with("prefix", group.prefix())
                : Next.view("stats"));
      }
    }
    if (result.wall().significant()) {
      next.add(Next.view("critical-path"));
    }
    next.add(Next.view("overview"));
    next.add(Next.view("check"));
    List<String> after = result.runs().after();
    return oneSource && !after.isEmpty() && result.runs().before().size() > 0
        ? next.stream().distinct().map(each -> each.with("run", after.getLast())).toList()
        : next.stream().distinct().toList();
  }
}
