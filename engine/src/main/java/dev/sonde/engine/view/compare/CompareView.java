package dev.sonde.engine.view.compare;

import dev.sonde.engine.activity.RunSummaries;
import dev.sonde.engine.activity.RunSummaries.Listed;
import dev.sonde.engine.analysis.compare.Compared;
import dev.sonde.engine.analysis.compare.Comparison;
import dev.sonde.engine.analysis.compare.RunFigures;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.SidedView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A verdict between runs. */
public final class CompareView
    implements SidedView<CompareView.Options, CompareResult, RunFigures> {

  /**
   * @param before ids of runs; empty for the one before what came after
   * @param after ids of runs; empty for the last
   * @param failOn {@code regression}, or null
   */
  public record Options(List<String> before, List<String> after, @Nullable String failOn) {
    public Options {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  private static final String RUNS = "RUN[,RUN...]";

  @Override
  public About about() {
    return new About(
        "compare",
        About.Group.RUNS,
        "is it worse than before",
        """
        Sets runs of a source against other runs of it, the last against the one before unless told \
        otherwise; sonde compare sets sources against each other. Several runs a side are repeats. \
        Tasks are matched by prefix, spans of runs without tasks by service, name and kind. A kind of \
        work changed when its median and its total did, each beyond noise: with four or more runs a \
        side by a rank test and a bound on chance over all kinds together, and at least 5 %; with \
        fewer by 1 ms + 20 % and more than the tasks' own spread explains. Regressed: slower kinds \
        (that faster ones do not outweigh), a longer wall clock, new or more failures, many more \
        retries. More tasks or a warm cache are said to be that, and then wall clocks are not \
        compared. Runs that are under way, cut off or have nothing in common are incomparable.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(List.of(), List.of(), null))
        .option(
            "before",
            RUNS,
            "runs to compare with; default: the one before those of --after",
            (options, value) ->
                new Options(plus(options.before(), value), options.after(), options.failOn()))
        .option(
            "after",
            RUNS,
            "runs to judge; default: the last",
            (options, value) ->
                new Options(options.before(), plus(options.after(), value), options.failOn()))
        .option(
            "fail-on",
            CompareResult.REGRESSION,
            "exit with 1 when it regressed, or cannot be compared",
            CompareView::failOn);
  }

  private static List<String> plus(List<String> runs, String value) {
    return Stream.concat(runs.stream(), Stream.of(value)).toList();
  }

  private static Options failOn(Options options, String value) {
    if (!value.equals(CompareResult.REGRESSION)) {
      throw new UsageException("--fail-on " + value + ": only 'regression' can be failed on");
    }
    return new Options(options.before(), options.after(), value);
  }

  @Override
  public List<RunFigures> summaries(Ask ask) {
    return RunSummaries.listed(ask).stream().map(run -> RunSummaries.of(ask, run)).toList();
  }

  @Override
  public Answered<CompareResult> answer(Options options, Ask ask) {
    List<Listed> runs = RunSummaries.listed(ask);
    List<Listed> after =
        options.after().isEmpty() ? last(runs, options) : named(options.after(), runs);
    List<Listed> before =
        options.before().isEmpty() ? previous(runs, after) : named(options.before(), runs);
    return answer(
        options,
        ask.scope(),
        before.stream().map(run -> RunSummaries.of(ask, run)).toList(),
        after.stream().map(run -> RunSummaries.of(ask, run)).toList());
  }

  /** The last run that is not one to compare with. */
  private static List<Listed> last(List<Listed> runs, Options options) {
    List<Listed> taken = named(options.before(), runs);
    List<Listed> others = runs.stream().filter(run -> !taken.contains(run)).toList();
    return others.isEmpty() ? List.of() : List.of(others.getLast());
  }

  private static List<Listed> previous(List<Listed> runs, List<Listed> after) {
    if (after.isEmpty()) {
      return List.of();
    }
    int first = after.stream().mapToInt(runs::indexOf).min().orElse(0);
    return first == 0 ? List.of() : List.of(runs.get(first - 1));
  }

  /** A value is one run, or several with commas between them. */
  private static List<Listed> named(List<String> values, List<Listed> runs) {
    List<Listed> named = new ArrayList<>();
    for (String value : values) {
      boolean whole = runs.stream().anyMatch(run -> run.run().equals(value));
      for (String id : whole ? List.of(value) : List.of(value.split(","))) {
        named.add(
            runs.stream()
                .filter(run -> run.run().equals(id))
                .findFirst()
                .orElseThrow(() ->
                    new UsageException(
                        Suggestion.unknown("run", id, runs.stream().map(Listed::run).toList()))));
      }
    }
    return named.stream().distinct().toList();
  }

  @Override
  public Answered<CompareResult> answer(
      Options options, Scope scope, List<RunFigures> before, List<RunFigures> after) {
    Compared compared = Comparison.of(before, after);
    CompareResult whole = CompareRows.result(compared, before, after, options.failOn());
    List<CompareResult.Group> groups =
        scope.limit() == null && scope.offset() == 0 && scope.sort() == null
            ? whole.groups()
            : Page.of(whole.groups(), scope);
    return Answered.list(CompareRows.with(whole, groups), groups.size(), whole.groups().size());
  }

  @Override
  public Report report(CompareResult result, Options options, Ask ask) {
    return CompareReport.of(result, ask.scope(), true);
  }

  @Override
  public Report report(CompareResult result, Options options, Scope scope) {
    return CompareReport.of(result, scope, false);
  }
}
