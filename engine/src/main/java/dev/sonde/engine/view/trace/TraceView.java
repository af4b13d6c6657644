package dev.sonde.engine.view.trace;

import dev.sonde.engine.analysis.SpanTree;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.record.Traces;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One trace as a tree, with the time that each span took for itself. */
public final class TraceView implements View<TraceView.Options, TraceView.TraceResult> {

  /**
   * @param id as it was written
   */
  public record Options(String id) {}

  /**
   * @param durationS from its first start to its last end
   * @param considered spans that the tree was made of; fewer than there are only in huge traces
   */
  public record TraceResult(
      String traceId,
      long startNs,
      double durationS,
      long spans,
      long errors,
      long considered,
      List<SpanRow> rows) {}

  /** One span; {@code orphan} where its parent is named but not there. */
  public record SpanRow(
      @Nullable String spanId,
      @Nullable String parentId,
      int depth,
      String name,
      @Nullable String service,
      @Nullable String worker,
      long startNs,
      @Nullable Double durationS,
      @Nullable Double selfS,
      String status,
      @Nullable String error,
      boolean orphan) {}

  private record Found(
      SpanTree.Node node,
      @Nullable String spanId,
      @Nullable String parentId,
      String name,
      @Nullable String service,
      @Nullable String worker,
      String status,
      @Nullable String error) {}

  private static final Sql SPANS = Sql.of(TraceView.class, "spans");

  /** More would neither be read nor fit beside the store; Frisky has one trace for a whole graph. */
  private static final int MOST_SPANS = 200_000;

  /** A tree cut at twenty spans would say little. */
  private static final int ROWS = 200;

  @Override
  public About about() {
    return new About(
        "trace",
        About.Group.ONE,
        "one trace as a tree, and where its time went",
        """
        Spans under their parents in the order of their starts; self is a span's time without that \
        of its children. A span whose parent is missing stands at the root, marked as an orphan. ID \
        is hexadecimal (its beginning will do) or a number, as in Frisky. The tree is always of the \
        whole trace; --sort self_s:desc ranks its spans.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(""))
        .argument("ID", "a trace's id", (options, value) -> new Options(value));
  }

  @Override
  public Answered<TraceResult> answer(Options options, Ask ask) {
    if (options.id().isEmpty()) {
      throw new UsageException("trace needs the ID of a trace; traces lists them");
    }
    Traces.Trace trace = Traces.find(ask, options.id());
    List<Found> found =
        ask.rows(
            SPANS.with("condition", trace.condition()),
            Map.of("most", (long) MOST_SPANS),
            TraceView::found);
    List<SpanRow> all = new ArrayList<>();
    List<SpanTree.Node> nodes = found.stream().map(Found::node).toList();
    for (SpanTree.Place place : SpanTree.of(nodes, ask.window().horizonNanos())) {
      all.add(row(found.get(place.index()), place));
    }
    Scope scope = ask.scope();
    Scope rows = scope.limit() == null ? scope.with("limit", Integer.toString(ROWS)) : scope;
    List<SpanRow> shown = Page.of(all, rows);
    return Answered.list(
        new TraceResult(
            trace.id(),
            trace.startNanos(),
            (trace.endNanos() - trace.startNanos()) / 1e9,
            trace.spans(),
            trace.errors(),
            found.size(),
            shown),
        shown.size(),
        all.size());
  }

  private static Found found(Row row) {
    String worker = row.textOrNull("worker");
    String service = row.textOrNull("service");
    return new Found(
        new SpanTree.Node(
            row.integer("span_no"),
            row.integerOrNull("parent_no"),
            worker == null ? service : worker,
            row.integer("start_ns"),
            row.integerOrNull("end_ns")),
        row.textOrNull("span_id"),
        row.textOrNull("parent_id"),
        row.text("name"),
        service,
        worker,
        row.text("status"),
        row.textOrNull("error"));
  }

  private static SpanRow row(Found span, SpanTree.Place place) {
    Long end = span.node().endNanos();
    return new SpanRow(
        span.spanId(),
        span.parentId(),
        place.depth(),
        span.name(),
        span.service(),
        span.worker(),
        span.node().startNanos(),
        end == null ? null : (Double) ((end - span.node().startNanos()) / 1e9),
        place.selfNanos() == null ? null : (Double) (place.selfNanos() / 1e9),
        span.status(),
        span.error(),
        place.orphan());
  }

  @Override
  public Report report(TraceResult result, Options options, Ask ask) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("trace", new Cell.Id(Ids.brief(result.traceId()))),
                new Block.Fact("took", new Cell.Seconds(result.durationS())),
                new Block.Fact("spans", new Cell.Count(result.spans())),
                new Block.Fact("errors", new Cell.Count(result.errors())))));
    List<Block.Branch> branches = new ArrayList<>();
    for (SpanRow span : result.rows()) {
      branches.add(new Block.Branch(span.depth(), span.name(), cells(span, result.startNs())));
    }
    blocks.add(new Block.Outline(null, branches, result.considered()));
    long orphans = result.rows().stream().filter(SpanRow::orphan).count();
    if (orphans > 0) {
      blocks.add(
          Block.doubtful(
              orphans + " of the spans shown name a parent that is not there (orphan)."));
    }
    if (result.considered() < result.spans()) {
      blocks.add(
          Block.doubtful(
              "The tree is made of the first %,d of %,d spans."
                  .formatted(result.considered(), result.spans())));
    }
    return new Report("Trace", blocks, next(result));
  }

  private static List<Cell> cells(SpanRow span, long start) {
    return List.of(
        new Cell.Offset(span.startNs(), start),
        Cell.seconds(span.durationS()),
        new Cell.Text("self"),
        Cell.seconds(span.selfS()),
        Cell.text(span.worker() == null ? span.service() : span.worker()),
        span.status().equals("error")
            ? new Cell.Text(span.error() == null ? "error" : "error: " + span.error())
            : new Cell.Blank(),
        span.orphan() ? new Cell.Text("orphan") : new Cell.Blank());
  }

  private static List<Next> next(TraceResult result) {
    List<Next> next = new ArrayList<>();
    result.rows().stream()
        .filter(span -> span.selfS() != null && span.spanId() != null)
        .max(Comparator.comparingDouble(span -> span.selfS() == null ? 0 : span.selfS()))
        .ifPresent(span -> next.add(Next.view("span", argument(result, span))));
    next.add(Next.view("trace", Ids.brief(result.traceId())).with("sort", "self_s:desc"));
    next.add(Next.view("traces").with("sort", "duration_s:desc"));
    next.add(Next.view("stats"));
    return next;
  }

  /** Small numbers repeat in every process, so that they are named with it. */
  private static String argument(TraceResult result, SpanRow span) {
    String party = span.worker() == null ? span.service() : span.worker();
    String id = span.spanId() == null ? "" : Ids.brief(span.spanId());
    return Ids.brief(result.traceId()).startsWith("0x") && party != null
        ? party + "/" + id
        : Ids.brief(result.traceId()) + ":" + id;
  }
}
