package dev.sonde.engine.view.criticalpath;

import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.Heading;
import dev.sonde.engine.analysis.path.Segment;
import dev.sonde.engine.analysis.path.Work;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the length of a run hung on. */
public final class CriticalPathView implements View<CriticalPathView.Options, CriticalPathResult> {

  /** None but the common ones. */
  public record Options() {}

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
        unknown. The length is that of the segments that are work.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options());
  }

  @Override
  public Answered<CriticalPathResult> answer(Options options, Ask ask) {
    long start = ask.window().startNanos();
    long end = ask.window().endNanos();
    PathRows.Found found = PathRows.find(ask, start, end);
    CriticalPath path = found.path();
    return Answered.whole(
        new CriticalPathResult(
            (end - start) / 1e9,
            path.lengthNanos() / 1e9,
            path.segments().stream().map(CriticalPathView::segment).toList(),
            kinds(path, end - start),
            prefixes(path),
            found.dependencies() || !found.tasks(),
            path.guessed()));
  }

  private static CriticalPathResult.Segment segment(Segment segment) {
    Work work = segment.work();
    return new CriticalPathResult.Segment(
        segment.heading().word(),
        segment.startNanos(),
        segment.endNanos(),
        segment.nanos() / 1e9,
        work == null ? null : work.task(),
        work == null ? null : work.prefix(),
        work == null ? null : work.name(),
        work == null ? null : work.worker(),
        work == null ? null : work.span());
  }

  private static List<CriticalPathResult.Kind> kinds(CriticalPath path, long wall) {
    return path.byHeading().entrySet().stream()
        .sorted(
            Map.Entry.<Heading, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each ->
            new CriticalPathResult.Kind(
                each.getKey().word(),
                each.getValue() / 1e9,
                wall == 0 ? 0 : (double) each.getValue() / wall))
        .toList();
  }

  private static List<CriticalPathResult.Prefix> prefixes(CriticalPath path) {
    Map<String, Long> sums = new LinkedHashMap<>();
    for (Segment segment : path.segments()) {
      Work work = segment.work();
      // Before its beginning it only waited, for what others did.
      String kind = work == null || segment.startNanos() < work.startNanos() ? null : kind(work);
      if (kind != null && segment.heading().isWork()) {
        sums.merge(kind, segment.nanos(), Long::sum);
      }
    }
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> new CriticalPathResult.Prefix(each.getKey(), each.getValue() / 1e9))
        .toList();
  }

  private static @Nullable String kind(Work work) {
    return work.prefix() != null ? work.prefix() : work.task() == null ? work.name() : null;
  }

  @Override
  public Report report(CriticalPathResult result, Options options, Ask ask) {
    if (result.segments().isEmpty()) {
      return new Report(
          "Critical path",
          List.of(Block.note("Nothing here took time.")),
          List.of(Next.view("check")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("wall clock", new Cell.Seconds(result.wallClockS())),
                new Block.Fact("work on the path", new Cell.Seconds(result.lengthS())),
                new Block.Fact("segments", new Cell.Count(result.segments().size())))));
    blocks.add(kinds(result));
    blocks.add(prefixes(result, ask.scope()));
    blocks.add(path(result, ask));
    if (!result.dependencies()) {
      blocks.add(
          Block.doubtful(
              "The source says of no task what it depends on: transfers, slots and the order of time"
                  + " were used instead."));
    }
    return new Report("Critical path", blocks, next(result));
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
    int most = Math.min(result.segments().size(), ask.scope().limitOr(Scope.DEFAULT_LIMIT));
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
    CriticalPathResult.Segment longest =
        result.segments().stream()
            .max(Comparator.comparingDouble(CriticalPathResult.Segment::durationS))
            .orElseThrow();
    if (longest.task() != null) {
      next.add(Next.view("task", longest.task()));
    } else if (longest.span() != null) {
      next.add(Next.view("span", longest.span()));
    }
    if (result.byKind().stream().anyMatch(k -> k.kind().equals("transfer") && k.share() > 0.1)) {
      next.add(Next.view("transfers"));
    }
    next.add(longest.task() == null ? Next.view("stats") : Next.view("prefixes"));
    next.add(Next.view("timeline"));
    return next;
  }
}
