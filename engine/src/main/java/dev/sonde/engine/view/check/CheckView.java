package dev.sonde.engine.view.check;

import dev.sonde.engine.analysis.Completeness;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.report.Verdict;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a source is complete enough to be believed. */
public final class CheckView implements View<Parameters.None, CheckView.CheckResult> {

  /**
   * @param complete whether all checks are passed that decide it
   */
  public record CheckResult(boolean complete, List<Judged> verdicts) implements Verdict {
    @Override
    public boolean failed() {
      return !complete;
    }
  }

  /**
   * @param decides whether it makes a source incomplete when it is not ok
   * @param figure how many records it is about
   */
  public record Judged(String name, boolean ok, long figure, String message, boolean decides) {}

  private static final Sql FIGURES = Sql.of(CheckView.class, "figures");
  private static final Sql SAMPLED = Sql.of(CheckView.class, "sampled");

  @Override
  public About about() {
    return new About(
        "check",
        About.Group.RAW,
        "is this source complete, and can its figures be believed",
        """
        One verdict for each way in which records go missing; exit code 1 when the source is \
        incomplete. These make it so: attempts that ran without a span of their own (coverage), \
        parents that are not here (orphans), messages received but never sent (unpaired), spans \
        without an end (open), records dropped or rejected, marks of sampling, a source that was cut \
        off (truncated) or holds what is not read (unread), a capture that looks like the end of a \
        run (tail) or like its longest spans (longest_only). Duplicates were removed and harm \
        nothing; differing clocks (clock_skew) make times doubtful, not the source incomplete. All \
        but coverage, open, tail and longest_only are about the whole source, whatever --run says.\
        """,
        false);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<CheckResult> answer(Parameters.None none, Ask ask) {
    long sampled =
        ask.one(
            SAMPLED
                .with("probability", ask.attribute("sampling.probability"))
                .with("rate", ask.attribute("SampleRate")),
            Map.of(),
            row -> row.integer("sampled"));
    Coverage coverage = ask.coverage();
    List<Completeness.Check> checks =
        Completeness.of(
            ask.one(FIGURES, Map.of(), row -> figures(row, sampled)),
            new Completeness.Books(
                coverage.records(),
                coverage.duplicates(),
                coverage.rejected(),
                coverage.dropped(),
                coverage.problems()));
    boolean complete = checks.stream().allMatch(check -> check.ok() || !check.decides());
    return Answered.whole(
        new CheckResult(
            complete,
            checks.stream()
                .map(c -> new Judged(c.name(), c.ok(), c.figure(), c.message(), c.decides()))
                .toList()));
  }

  private static Completeness.Figures figures(Row row, long sampled) {
    return new Completeness.Figures(
        row.integer("spans"),
        row.integer("ended"),
        row.integer("rises"),
        row.integer("calls"),
        row.integer("received"),
        row.integer("graphs"),
        row.integer("decisions"),
        row.integer("sends"),
        row.integer("receives"),
        row.integer("tasks"),
        row.integer("unseen"),
        row.integer("inferred"),
        row.integer("open"),
        sampled);
  }

  @Override
  public Report report(CheckResult result, Parameters.None none, Ask ask) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Judged verdict : result.verdicts()) {
      rows.add(
          List.of(
              new Cell.Id(verdict.name()),
              new Cell.Text(verdict.ok() ? "ok" : verdict.decides() ? "FAILED" : "doubtful"),
              new Cell.Count(verdict.figure()),
              new Cell.Text(verdict.message())));
    }
    List<String> failed =
        result.verdicts().stream().filter(v -> !v.ok() && v.decides()).map(Judged::name).toList();
    Block.Note says =
        result.complete()
            ? new Block.Note(Block.Tone.STRONG, "Complete, as far as the records can tell.")
            : new Block.Note(Block.Tone.FAILED, "Incomplete: " + String.join(", ", failed) + ".");
    return new Report(
        "Completeness",
        List.of(
            says,
            new Block.Table(
                null,
                List.of(
                    Column.of("check"),
                    Column.of("verdict"),
                    Column.of("count"),
                    Column.of("says")),
                rows,
                null,
                null)),
        next(failed));
  }

  private static List<Next> next(List<String> failed) {
    List<Next> next = new ArrayList<>();
    if (failed.contains("orphans") || failed.contains("open")) {
      next.add(Next.view("traces"));
    }
    next.add(Next.view("overview"));
    next.add(Next.view("stats"));
    next.add(Next.view("fields"));
    return next;
  }
}
