package dev.sonde.engine.view.criticalpath;

import dev.sonde.engine.activity.Subject;
import dev.sonde.engine.activity.Traced;
import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Load;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.execution.Turns;
import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.engine.analysis.path.Slack;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the length of a run hung on. */
public final class CriticalPathView implements View<CriticalPathView.Options, CriticalPathResult> {

  /** Tasks beside the path that are told of. */
  private static final int NEAR = 20;

  /**
   * @param thing what to look at instead of the run, null for the run
   * @param runs several runs to add up; empty for the one that was asked about
   */
  public record Options(@Nullable String thing, List<String> runs) {
    public Options {
      runs = List.copyOf(runs);
    }
  }

  @Override
  public About about() {
    return new About(
        "critical-path",
        About.Group.RANKED,
        "what the length of a run hung on",
        """
        From the last thing to end, back to whatever released it last: an earlier part of its own \
        (a phase, a transfer, a decision), a dependency, the task that freed its slot, a phase of \
        the client. Without tasks, back through the spans below each span, and the messages between \
        them. The segments are contiguous and add up to the wall clock; what nothing explains is \
        unknown. The length is that of the segments that are work. Slack is how much later a task \
        could have ended without moving the end: those beside the path with the least are listed. \
        --runs adds up several runs.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(null, List.of()))
        .optionalArgument(
            Subject.ARGUMENT, Subject.HELP, (options, value) -> new Options(value, options.runs()))
        .option(
            "runs",
            "R,R",
            "add up the paths of these runs, or of all",
            (options, value) -> new Options(options.thing(), List.of(value.split(","))));
  }

  @Override
  public Answered<CriticalPathResult> answer(Options options, Ask ask) {
    if (!options.runs().isEmpty()) {
      if (options.thing() != null) {
        throw new UsageException("--runs adds up whole runs; leave out " + options.thing());
      }
      return Answered.whole(several(options, ask));
    }
    Traced traced = Traced.of(ask, Subject.of(ask, options.thing()));
    CriticalPath path = traced.path();
    List<CriticalPathResult.Segment> segments = PathRows.segments(traced, ask);
    Map<String, Long> prefixes = new LinkedHashMap<>();
    PathRows.addPrefixes(segments, traced, prefixes);
    Execution run = traced.run();
    return Answered.whole(
        new CriticalPathResult(
            traced.wallNanos() / 1e9,
            path.lengthNanos() / 1e9,
            segments,
            PathRows.kinds(path.byHeading(), traced.wallNanos()),
            PathRows.prefixes(prefixes),
            run == null || run.hasDependencies(),
            path.guessed(),
            options.thing(),
            run == null || options.thing() != null ? List.of() : near(run, path),
            List.of()));
  }

  private static CriticalPathResult several(Options options, Ask ask) {
    List<String> ids =
        options.runs().equals(List.of("all")) ? ask.runIds().reversed() : options.runs();
    Map<Heading, Long> kinds = new EnumMap<>(Heading.class);
    Map<String, Long> prefixes = new LinkedHashMap<>();
    List<CriticalPathResult.Run> runs = new ArrayList<>();
    long wall = 0;
    long length = 0;
    int guessed = 0;
    boolean told = true;
    for (String id : ids) {
      Ask one = ask.ofRun(id);
      Traced traced = Traced.of(one, Subject.WHOLE);
      Execution run = traced.run();
      Map<String, Long> own = new LinkedHashMap<>();
      PathRows.addPrefixes(PathRows.segments(traced, one), traced, own);
      traced.path().byHeading().forEach((heading, nanos) -> kinds.merge(heading, nanos, Long::sum));
      own.forEach((prefix, nanos) -> prefixes.merge(prefix, nanos, Long::sum));
      List<CriticalPathResult.Prefix> most = PathRows.prefixes(own);
      runs.add(
          new CriticalPathResult.Run(
              id,
              traced.wallNanos() / 1e9,
              traced.path().lengthNanos() / 1e9,
              most.isEmpty() ? null : most.getFirst().prefix(),
              most.isEmpty() ? 0 : most.getFirst().totalS()));
      wall += traced.wallNanos();
      length += traced.path().lengthNanos();
      guessed += traced.path().guessed();
      told &= run == null || run.hasDependencies();
    }
    return new CriticalPathResult(
        wall / 1e9,
        length / 1e9,
        List.of(),
        PathRows.kinds(kinds, wall),
        PathRows.prefixes(prefixes),
        told,
        guessed,
        null,
        List.of(),
        runs);
  }

  /** Those with the least slack that the path does not lead through. */
  private static List<CriticalPathResult.Near> near(Execution run, CriticalPath path) {
    Turns turns = new Turns(run);
    long[] slack = Slack.of(run, turns, new Load(run, turns));
    BitSet on = new BitSet();
    for (Segment segment : path.segments()) {
      if (segment.work() >= 0 && run.task(segment.work()) >= 0) {
        on.set(run.task(segment.work()));
      }
    }
    List<CriticalPathResult.Near> near = new ArrayList<>();
    for (int turn : Order.by(slack)) {
      int task = turns.task(turn);
      if (near.size() == NEAR) {
        break;
      } else if (task >= 0 && turns.lastOf(task) == turn && !on.get(task)) {
        int worker = turns.worker(turn);
        near.add(
            new CriticalPathResult.Near(
                run.key(task),
                run.prefixName(run.prefix(task)),
                worker < 0 ? null : run.workerName(worker),
                turns.from(turn),
                run.nanos(turns.work(turn)) / 1e9,
                slack[turn] / 1e9));
      }
    }
    return near;
  }

  @Override
  public Report report(CriticalPathResult result, Options options, Ask ask) {
    String title =
        result.thing() == null ? "Critical path" : "Critical path of " + Names.cut(result.thing());
    if (result.byKind().isEmpty()) {
      return new Report(
          title, List.of(Block.note("Nothing here took time.")), List.of(Next.view("check")));
    }
    List<Block> blocks = new ArrayList<>();
    List<Block.Fact> facts = new ArrayList<>();
    facts.add(new Block.Fact("wall clock", new Cell.Seconds(result.wallClockS())));
    facts.add(new Block.Fact("work on the path", new Cell.Seconds(result.lengthS())));
    facts.add(
        result.runs().isEmpty()
            ? new Block.Fact("segments", new Cell.Count(result.segments().size()))
            : new Block.Fact("runs", new Cell.Count(result.runs().size())));
    blocks.add(new Block.Facts(facts));
    blocks.add(kinds(result));
    blocks.add(prefixes(result, ask.scope()));
    if (result.runs().isEmpty()) {
      blocks.add(path(result, ask));
    } else {
      blocks.add(runs(result, ask.scope()));
    }
    if (!result.near().isEmpty()) {
      blocks.add(near(result));
    }
    if (!result.dependencies()) {
      blocks.add(
          Block.doubtful(
              "The source says of no task what it depends on: transfers, slots and the order of time"
                  + " were used instead."));
    }
    return new Report(title, blocks, next(result));
  }

  private static Block near(CriticalPathResult result) {
    int most = Math.min(4, result.near().size());
    return new Block.Table(
        "Beside it, by slack",
        List.of(Column.of("task"), Column.of("took"), Column.of("slack"), Column.extra("on")),
        result.near().stream()
            .limit(most)
            .map(each ->
                List.<Cell>of(
                    new Cell.Id(each.task()),
                    new Cell.Seconds(each.durationS()),
                    new Cell.Seconds(each.slackS()),
                    each.worker() == null ? new Cell.Blank() : new Cell.Id(each.worker())))
            .toList(),
        null,
        null);
  }

  private static Block runs(CriticalPathResult result, Scope scope) {
    return new Block.Table(
        "Runs",
        List.of(
            Column.of("run"),
            Column.of("wall clock"),
            Column.of("work on it"),
            Column.of("most"),
            Column.of("of it")),
        result.runs().stream()
            .limit(scope.limitOr(12))
            .map(each ->
                List.<Cell>of(
                    new Cell.Id(each.run()),
                    new Cell.Seconds(each.wallClockS()),
                    new Cell.Seconds(each.lengthS()),
                    each.most() == null ? new Cell.Blank() : new Cell.Id(each.most()),
                    new Cell.Seconds(each.mostS())))
            .toList(),
        (long) result.runs().size(),
        "--limit");
  }

  private static Block kinds(CriticalPathResult result) {
    return new Block.Table(
        null,
        List.of(Column.of("kind"), Column.of("total"), Column.of("share")),
        result.byKind().stream()
            .map(kind ->
                List.<Cell>of(
                    new Cell.Text(kind.kind()),
                    new Cell.Seconds(kind.totalS()),
                    new Cell.Share(kind.share())))
            .toList(),
        null,
        null);
  }

  private static Block prefixes(CriticalPathResult result, Scope scope) {
    int most = Math.min(8, scope.limitOr(8));
    return new Block.Table(
        "Work on it",
        List.of(Column.of("prefix"), Column.of("total")),
        result.byPrefix().stream()
            .limit(most)
            .map(each -> List.<Cell>of(new Cell.Id(each.prefix()), new Cell.Seconds(each.totalS())))
            .toList(),
        (long) result.byPrefix().size(),
        "--json");
  }

  /** The longest segments, in the order of time. */
  private static Block path(CriticalPathResult result, Ask ask) {
    int most = Math.min(result.segments().size(), ask.scope().limitOr(12));
    List<CriticalPathResult.Segment> longest =
        result.segments().stream()
            .sorted(
                Comparator.comparingDouble(CriticalPathResult.Segment::durationS)
                    .reversed()
                    .thenComparingLong(CriticalPathResult.Segment::startNs))
            .limit(most)
            .sorted(Comparator.comparingLong(CriticalPathResult.Segment::startNs))
            .toList();
    return new Block.Table(
        most < result.segments().size() ? "Its longest segments" : "Its segments",
        List.of(
            Column.of("at"),
            Column.of("kind"),
            Column.of("for"),
            Column.of("what"),
            Column.extra("where")),
        longest.stream()
            .map(each ->
                List.<Cell>of(
                    new Cell.Offset(each.startNs(), ask.runStartNanos()),
                    new Cell.Text(each.kind()),
                    new Cell.Seconds(each.durationS()),
                    what(each),
                    each.worker() == null ? new Cell.Blank() : new Cell.Id(each.worker())))
            .toList(),
        (long) result.segments().size(),
        "--limit");
  }

  private static Cell what(CriticalPathResult.Segment segment) {
    String what = segment.task() == null ? segment.name() : segment.task();
    return what == null ? new Cell.Blank() : new Cell.Id(what);
  }

  private static List<Next> next(CriticalPathResult result) {
    List<Next> next = new ArrayList<>();
    result.segments().stream()
        .max(Comparator.comparingDouble(CriticalPathResult.Segment::durationS))
        .ifPresent(longest -> {
          if (longest.task() != null) {
            next.add(Next.view("task", longest.task()));
          } else if (longest.span() != null) {
            next.add(Next.view("span", longest.span()));
          }
        });
    if (result.byKind().stream().anyMatch(k -> k.kind().equals("transfer") && k.share() > 0.1)) {
      next.add(Next.view("transfers"));
    }
    next.add(result.thing() == null ? Next.view("diagnose") : Next.view("account", result.thing()));
    boolean tasks = result.segments().stream().anyMatch(segment -> segment.task() != null);
    next.add(tasks ? Next.view("prefixes") : Next.view("stats"));
    next.add(Next.view("timeline"));
    return next;
  }
}
