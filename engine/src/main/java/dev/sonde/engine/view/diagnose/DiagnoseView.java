package dev.sonde.engine.view.diagnose;

import dev.sonde.engine.activity.Diagnoses;
import dev.sonde.engine.activity.FoundRow;
import dev.sonde.engine.activity.Subject;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Moment;
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
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What went wrong, and what mending it could save at most. */
public final class DiagnoseView implements View<DiagnoseView.Options, DiagnoseResult> {

  /** Findings whose evidence is told in text; the others are named. */
  private static final int TOLD = 4;

  /**
   * @param thing what to look at instead of the run, null for the run
   * @param stalledNanos how long nothing may move while something is open
   */
  public record Options(@Nullable String thing, long stalledNanos) {}

  @Override
  public About about() {
    return new About(
        "diagnose",
        About.Group.START,
        "what went wrong, and what mending it could save at most",
        """
        Each finding is a cause that somebody could act on, with the wall clock that would be saved \
        at most if it were gone and all else stayed: the run is played again without it (a slow \
        worker at the others' speed, transfers free, no retries). Below 5 % of the wall clock \
        nothing is reported, but for failures, lost workers, what stands still, too many workers \
        and incomplete telemetry. A healthy run has no findings. Waiting for a slot while all slots \
        do useful work is no fault. Where no dependencies are known, what released a task is taken \
        to be what ended last before it was placed, and confidence is lower.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null, Diagnoses.STALLED_NANOS))
        .optionalArgument(
            Subject.ARGUMENT,
            Subject.HELP,
            (options, value) -> new Options(value, options.stalledNanos()))
        .option(
            "stalled",
            "D",
            "how long nothing may begin or end while something is open; default 30s",
            (options, value) -> new Options(options.thing(), Moment.nanos("stalled", value)));
  }

  @Override
  public Answered<DiagnoseResult> answer(Options options, Ask ask) {
    Diagnoses.Diagnosed found =
        Diagnoses.of(ask, Subject.of(ask, options.thing()), options.stalledNanos());
    List<FoundRow> rows = FoundRow.all(found);
    List<FoundRow> page = Page.of(rows, ask.scope());
    return Answered.list(
        new DiagnoseResult(found.wallNanos() / 1e9, options.thing(), found.dependencies(), page),
        page.size(),
        rows.size());
  }

  @Override
  public Report report(DiagnoseResult result, Options options, Ask ask) {
    String title =
        result.thing() == null ? "Diagnosis" : "Diagnosis of " + Names.cut(result.thing());
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("wall clock", new Cell.Seconds(result.wallClockS())),
                new Block.Fact("findings", new Cell.Count(result.findings().size())))));
    if (result.findings().isEmpty()) {
      blocks.add(
          new Block.Note(
              Block.Tone.STRONG, "Nothing found that would save 5 % of the wall clock or more."));
      doubts(result, blocks);
      return new Report(
          title,
          blocks,
          List.of(Next.view("account"), Next.view("critical-path"), Next.view("prefixes")));
    }
    blocks.add(table(result.findings()));
    for (FoundRow finding : result.findings().stream().limit(TOLD).toList()) {
      blocks.add(
          Block.note(
              finding.kind()
                  + ": "
                  + String.join("; ", finding.because())
                  + (finding.confidence().equals("high")
                      ? "."
                      : ". Confidence " + finding.confidence() + ".")));
    }
    doubts(result, blocks);
    return new Report(title, blocks, next(result));
  }

  private static void doubts(DiagnoseResult result, List<Block> blocks) {
    if (!result.dependencies()) {
      blocks.add(
          Block.doubtful(
              "The source says of no task what it depends on: ceilings rest on the order of time,"
                  + " and failures that others fell with cannot be told."));
    }
  }

  private static Block table(List<FoundRow> findings) {
    return new Block.Table(
        null,
        List.of(
            Column.of("finding"),
            Column.of("subject"),
            Column.of("saves ≤"),
            Column.of("of wall clock")),
        findings.stream()
            .map(finding ->
                List.<Cell>of(
                    new Cell.Text(finding.kind()),
                    new Cell.Id(finding.subject()),
                    finding.ceilingS() == null
                        ? new Cell.Unknown()
                        : new Cell.Seconds(finding.ceilingS()),
                    finding.share() == null ? new Cell.Unknown() : new Cell.Share(finding.share())))
            .toList(),
        null,
        "--limit");
  }

  private static List<Next> next(DiagnoseResult result) {
    List<Next> next = new ArrayList<>();
    for (FoundRow finding : result.findings()) {
      if (!finding.look().isEmpty() && next.size() < 2) {
        next.add(finding.look().getFirst());
      }
    }
    next.add(
        result.thing() == null
            ? Next.view("critical-path")
            : Next.view("critical-path", result.thing()));
    next.add(result.thing() == null ? Next.view("account") : Next.view("account", result.thing()));
    return next.stream().distinct().toList();
  }
}
