package dev.sonde.engine.view.stragglers;

import dev.sonde.engine.activity.Totals;
import dev.sonde.engine.analysis.Stragglers;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.List;

/** Workers unlike their peers, and in what. */
public final class StragglersView
    implements View<StragglersView.Options, StragglersView.StragglersResult> {

  /** From when on a deviation counts. */
  public record Options(Stragglers.Floors floors) {}

  /** Most excess first. */
  public record StragglersResult(List<Stragglers.Straggler> rows) {}

  private static final int DEVIATIONS = 3;

  @Override
  public About about() {
    return new About(
        "stragglers",
        About.Group.RANKED,
        "which workers are unlike the others, and in what",
        """
        For each span name, a worker's total against the median worker's, in units of 1.4826 times \
        the median absolute deviation; from 3.5 on it is listed, when it is also at least 1 % of \
        the window and 50 ms. Where a worker only did more of the same, its time per piece decides. \
        Excess is the sum over all listed names.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(Stragglers.Floors.USUAL))
        .option(
            "least-share",
            "SHARE",
            "least excess as a share of the window, 0 to 1; default 0.01",
            (options, value) ->
                new Options(
                    new Stragglers.Floors(
                        real("least-share", value, 1), options.floors().seconds())))
        .option(
            "least-seconds",
            "S",
            "least excess in seconds; default 0.05",
            (options, value) ->
                new Options(
                    new Stragglers.Floors(
                        options.floors().share(), real("least-seconds", value, 1e9))));
  }

  private static double real(String option, String value, double most) {
    try {
      double number = Double.parseDouble(value);
      if (number >= 0 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below, as for numbers out of range.
    }
    throw new UsageException("--" + option + " " + value + ": not a number of 0 or more");
  }

  @Override
  public Answered<StragglersResult> answer(Options options, Ask ask) {
    List<Stragglers.Straggler> all =
        Totals.stragglers(ask, Totals.byNameAndWorker(ask), options.floors());
    List<Stragglers.Straggler> shown = Page.of(all, ask.scope());
    return Answered.list(new StragglersResult(shown), shown.size(), all.size());
  }

  @Override
  public Report report(StragglersResult result, Options options, Ask ask) {
    if (result.rows().isEmpty()) {
      return new Report(
          "Workers unlike their peers",
          List.of(Block.note("None: no worker's totals stand out from the others'.")),
          List.of(Next.view("workers"), Next.view("prefixes")));
    }
    List<List<Cell>> rows = new ArrayList<>();
    for (Stragglers.Straggler straggler : result.rows()) {
      boolean first = true;
      for (Stragglers.Deviation deviation :
          straggler.deviations().subList(0, Math.min(DEVIATIONS, straggler.deviations().size()))) {
        rows.add(
            List.of(
                first ? new Cell.Id(straggler.worker()) : new Cell.Blank(),
                first ? new Cell.Seconds(straggler.excessS()) : new Cell.Blank(),
                new Cell.Id(deviation.name()),
                new Cell.Seconds(deviation.totalS()),
                new Cell.Seconds(deviation.medianS()),
                new Cell.Seconds(deviation.excessS()),
                new Cell.Figure(deviation.sigma(), " σ")));
        first = false;
      }
    }
    String worst = result.rows().getFirst().worker();
    String name = result.rows().getFirst().deviations().getFirst().name();
    return new Report(
        "Workers unlike their peers",
        List.of(
            new Block.Table(
                null,
                List.of(
                    Column.of("worker"),
                    Column.of("excess"),
                    Column.of("in"),
                    Column.of("total"),
                    Column.of("median"),
                    Column.of("over"),
                    Column.extra("σ")),
                rows,
                null,
                "--limit")),
        List.of(
            Next.view("worker", worst),
            Next.view("timeline").with("by", "name").with("worker", worst),
            Next.view("detail").with("worker", worst),
            Next.view("spans").with("worker", worst).with("name", name).with("limit", "5")));
  }
}
