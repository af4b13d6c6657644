package dev.sonde.engine.view.transfers;

import dev.sonde.engine.analysis.SharedCost;
import dev.sonde.engine.analysis.TransferStages;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.TaskKeys;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What moved between workers, how long it took, and where it waited. */
public final class TransfersView implements View<Parameters.None, TransfersResult> {

  /** More pairs of workers than anybody reads; {@code --limit} sets another bound. */
  private static final int LINKS = 1000;

  private static final Sql TOTALS = Sql.of(TransfersView.class, "totals");
  private static final Sql STAGES = Sql.of(TransfersView.class, "stages");
  private static final Sql PREFIXES = Sql.of(TransfersView.class, "prefixes");
  private static final Sql SHARED = Sql.of(TransfersView.class, "shared");
  private static final Sql SIZES = Sql.of(TransfersView.class, "sizes");
  private static final Sql LINKS_SQL = Sql.of(TransfersView.class, "links");
  private static final Sql IN_FLIGHT = Sql.of(TransfersView.class, "in_flight");

  private record Totals(
      long messages,
      @Nullable Long keys,
      @Nullable Long logicalBytes,
      @Nullable Long wireBytes,
      double wireS,
      @Nullable Double bandwidth,
      @Nullable Double p50,
      @Nullable Double p90,
      long workers) {}

  private record Counted<T>(T row, long total) {}

  @Override
  public About about() {
    return new About(
        "transfers",
        About.Group.BREADTH,
        "what moved between workers, how fast, and where it waited",
        """
        Messages are counted at the receiver, once each. Logical bytes are those before compression, \
        wire bytes those on the socket. Bandwidth per stream is logical bytes over the time that \
        messages were on the wire. Stages follow the pipeline from the sender to the receiver; their \
        share is of workers x window, and exceeds 100 % where messages wait side by side. Rows by \
        prefix show the prefix of what moved and, where known, of the tasks that needed it; a \
        message with several keys is shared out by its keys. Messages under way count with their \
        size but have no wire time yet. --limit bounds the pairs of workers; --at shows what was \
        under way at a moment. With --prefix only the wire stage remains, as the other stages do not \
        say what they carry.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<TransfersResult> answer(Parameters.None none, Ask ask) {
    Totals totals = ask.one(TOTALS, Map.of(), TransfersView::totals);
    double windowS = ask.window().seconds();
    long most = ask.scope().limitOr(LINKS);
    List<Counted<TransfersResult.Link>> links =
        ask.rows(
            LINKS_SQL,
            Map.of("most", most, "skip", (long) ask.scope().offset()),
            TransfersView::link);
    List<Counted<TransfersResult.InFlight>> open =
        ask.rows(IN_FLIGHT, Map.of("most", most), TransfersView::inFlight);
    TransfersResult result =
        new TransfersResult(
            totals.messages(),
            totals.keys(),
            totals.logicalBytes(),
            totals.wireBytes(),
            totals.wireS(),
            totals.bandwidth(),
            totals.logicalBytes() == null || windowS == 0 ? null : totals.logicalBytes() / windowS,
            totals.p50(),
            totals.p90(),
            TransferStages.of(
                ask.rows(
                    STAGES,
                    row ->
                        new TransferStages.Spent(
                            row.text("name"), row.integer("n"), row.seconds("total_ns"))),
                totals.workers() * windowS),
            prefixes(ask),
            ask.rows(SIZES, TransfersView::size),
            links.stream().map(Counted::row).toList(),
            open.stream().map(Counted::row).toList(),
            open.isEmpty() ? 0 : open.getFirst().total());
    return Answered.list(result, links.size(), links.isEmpty() ? 0 : links.getFirst().total());
  }

  private static Totals totals(Row row) {
    Double bytes = row.realOrNull("moved_bytes");
    Double nanos = row.realOrNull("moved_ns");
    return new Totals(
        row.integer("messages"),
        row.integerOrNull("keys"),
        row.integerOrNull("logical_bytes"),
        row.integerOrNull("wire_bytes"),
        row.seconds("wire_ns"),
        bytes == null || nanos == null ? null : bytes / (nanos / 1e9),
        row.realOrNull("p50_bytes"),
        row.realOrNull("p90_bytes"),
        row.integer("workers"));
  }

  private static List<TransfersResult.Prefix> prefixes(Ask ask) {
    String keys = ask.attribute(Keys.TRANSFER_KEYS);
    SharedCost costs = new SharedCost();
    ask.rows(PREFIXES.with("keys", keys), row -> cost(row, row.textOrNull("prefix"), "messages"))
        .forEach(costs::add);
    ask.stream(
        SHARED.with("keys", keys),
        Map.of(),
        row -> {
          costs.share(
              row.texts("named").stream().map(TaskKeys::prefix).toList(), cost(row, null, null));
          return true;
        });
    return costs.costs().stream().map(TransfersView::prefix).toList();
  }

  private static SharedCost.Cost cost(Row row, @Nullable String prefix, @Nullable String messages) {
    Long keys = row.integerOrNull("keys");
    Long nanos = row.integerOrNull(messages == null ? "duration_ns" : "wire_ns");
    return new SharedCost.Cost(
        new SharedCost.Route(prefix, row.textOrNull("consumer_prefix")),
        messages == null ? 1 : row.integer(messages),
        keys == null ? null : (Double) (double) keys,
        row.integerOrNull("logical_bytes"),
        row.integerOrNull("wire_bytes"),
        nanos == null ? 0 : nanos);
  }

  private static TransfersResult.Prefix prefix(SharedCost.Cost cost) {
    return new TransfersResult.Prefix(
        cost.route().prefix(),
        cost.route().consumer(),
        plain(cost.messages()),
        cost.keys() == null ? null : plain(cost.keys()),
        cost.logicalBytes(),
        cost.wireBytes(),
        cost.wireNanos() / 1e9);
  }

  /** A whole number where it is one: only shared messages are fractions. */
  private static Number plain(double number) {
    long whole = Math.round(number);
    return Math.abs(number - whole) < 1e-9 ? (Number) whole : (Number) number;
  }

  private static TransfersResult.Size size(Row row) {
    long step = row.integer("step");
    return new TransfersResult.Size(
        step == 0 ? 0 : 1024L << (2 * step),
        4096L << (2 * step),
        row.integer("messages"),
        row.integer("bytes"));
  }

  private static Counted<TransfersResult.Link> link(Row row) {
    return new Counted<>(
        new TransfersResult.Link(
            row.textOrNull("from_worker"),
            row.textOrNull("to_worker"),
            row.integer("messages"),
            row.integerOrNull("bytes")),
        row.integer("links"));
  }

  private static Counted<TransfersResult.InFlight> inFlight(Row row) {
    return new Counted<>(
        new TransfersResult.InFlight(
            row.textOrNull("key"),
            row.textOrNull("from_worker"),
            row.textOrNull("to_worker"),
            row.integerOrNull("bytes"),
            row.seconds("age_ns"),
            row.textOrNull("task_key")),
        row.integer("open"));
  }

  @Override
  public Report report(TransfersResult result, Parameters.None none, Ask ask) {
    return TransfersReport.of(result, ask);
  }
}
