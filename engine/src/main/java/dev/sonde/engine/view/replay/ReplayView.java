package dev.sonde.engine.view.replay;

import dev.sonde.engine.activity.Executions;
import dev.sonde.engine.analysis.diagnosis.WhatIf;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.words.Amounts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long a run would have taken if something had been otherwise. */
public final class ReplayView implements View<ReplayView.Options, ReplayResult> {

  /**
   * @param without headings whose time is taken out
   * @param atMedian workers that are made as fast as the others
   * @param slots how many there are in all, null as they were
   */
  public record Options(List<String> without, List<String> atMedian, @Nullable Integer slots) {
    public Options {
      without = List.copyOf(without);
      atMedian = List.copyOf(atMedian);
    }
  }

  @Override
  public About about() {
    return new About(
        "replay",
        About.Group.RANKED,
        "what if: how long the run would have taken otherwise, at least",
        """
        The run is played again, with what waits for what and how long each part takes as observed, \
        but for the changes: --without takes the time of a heading out, --at-median makes a worker \
        as fast as the others, --slots says how many slots there are. Several changes hold together. \
        The answer is a bound: what else would have changed, such as contention, is not known. \
        Played again without a change the run should take as long as it did; how near it comes says \
        how far to believe the answer.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(List.of(), List.of(), null))
        .option(
            "without",
            "HEADING",
            "take its time out: " + String.join(", ", WhatIf.HEADINGS) + "; repeatable",
            (options, value) ->
                new Options(
                    plus(options.without(), heading(value)), options.atMedian(), options.slots()))
        .option(
            "at-median",
            "W",
            "this worker as fast as the others; repeatable",
            (options, value) ->
                new Options(options.without(), plus(options.atMedian(), value), options.slots()))
        .option(
            "slots",
            "N",
            "so many slots in all",
            (options, value) ->
                new Options(
                    options.without(), options.atMedian(), Parameters.whole("slots", value, 1)));
  }

  private static List<String> plus(List<String> list, String value) {
    List<String> more = new ArrayList<>(list);
    more.add(value);
    return more;
  }

  private static String heading(String value) {
    // People say it in the plural.
    for (String heading : WhatIf.HEADINGS) {
      if (heading.equals(value) || (heading + "s").equals(value)) {
        return heading;
      }
    }
    throw new UsageException(Suggestion.unknown("heading", value, WhatIf.HEADINGS));
  }

  @Override
  public Answered<ReplayResult> answer(Options options, Ask ask) {
    Execution run = Executions.of(ask);
    for (String worker : options.atMedian()) {
      WhatIf.requireWorker(
          run, worker, names -> new UsageException(Suggestion.unknown("worker", worker, names)));
    }
    WhatIf.Replayed replayed =
        WhatIf.of(run, options.without(), options.atMedian(), options.slots());
    boolean tasks = replayed.againNanos() > 0;
    double observed = run.wallNanos() / 1e9;
    return Answered.whole(
        new ReplayResult(
            observed,
            tasks ? (Double) (replayed.nanos() / 1e9) : null,
            tasks ? (Double) (observed - replayed.nanos() / 1e9) : null,
            replayed.changes(),
            true,
            tasks ? (Double) (replayed.againNanos() / 1e9) : null,
            run.hasDependencies()));
  }

  @Override
  public Report report(ReplayResult result, Options options, Ask ask) {
    if (result.replayedS() == null || result.savedS() == null || result.againS() == null) {
      return new Report(
          "Replay",
          List.of(
              Block.note(
                  "There are no attempts of tasks here to play again; critical-path and diagnose"
                      + " also look at spans below spans.")),
          List.of(Next.view("critical-path"), Next.view("diagnose")));
    }
    List<Block> blocks = new ArrayList<>();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("observed", new Cell.Seconds(result.observedS())));
    facts.add(new Block.Fact("replayed ≥", new Cell.Seconds(result.replayedS())));
    if (!result.change().isEmpty()) {
      facts.add(new Block.Fact("saved ≤", new Cell.Seconds(result.savedS())));
    }
    blocks.add(new Block.Facts(facts));
    blocks.add(
        result.change().isEmpty()
            ? Block.note(
                "Nothing was changed: --without HEADING, --at-median W and --slots N say what.")
            : new Block.Note(
                Block.Tone.STRONG, "With " + String.join(", ", result.change()) + "."));
    blocks.add(
        Block.note(
            "A bound: all else is taken to stay as it was. Without a change the replay takes %s."
                .formatted(Amounts.seconds(result.againS()))));
    if (!result.dependencies()) {
      blocks.add(
          Block.doubtful(
              "The source says of no task what it depends on; what released each is taken to be what"
                  + " ended last before it was placed."));
    }
    return new Report(
        "Replay",
        blocks,
        List.of(Next.view("diagnose"), Next.view("account"), Next.view("critical-path")));
  }
}
