package dev.sonde.engine.view.thing;

import dev.sonde.engine.activity.AccountRow;
import dev.sonde.engine.activity.Subject;
import dev.sonde.engine.activity.Traced;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Condition;
import dev.sonde.engine.question.Ordered;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.record.Records;
import dev.sonde.engine.record.Severity;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.thing.ThingResult.Told;
import java.util.List;
import java.util.Map;

/** All records of one thing, over files, processes and traces. */
public final class ThingView implements View<ThingView.Options, ThingResult> {

  /**
   * @param parts keys with their values; empty where nothing was named
   */
  public record Options(List<Condition> parts) {}

  private static final Sql ROWS = Sql.of(ThingView.class, "rows");
  private static final Sql FIGURES = Sql.of(ThingView.class, "figures");

  /** A story cut at twenty records would say little. */
  private static final int MOST_ROWS = 200;

  private static final Ordered ORDER =
      new Ordered("at_ns", "kind DESC, end_ns DESC, name, seq")
          .by("at_ns", "at_ns")
          .by("duration_s", "end_ns - at_ns")
          .by("kind", "kind")
          .by("name", "name")
          .by("status", "status")
          .by("service", "service")
          .by("worker", "worker")
          .by("task_key", "task_key")
          .by("run", "run_id");

  @Override
  public About about() {
    return new About(
        "thing",
        About.Group.ONE,
        "everything known of one thing, over files, processes and traces",
        """
        All spans, events and samples that have the value of a key, themselves or through their \
        process, in the order of time: task.key=load-3, worker.id=W, message.id=7, trace_id=T, \
        process=4711; several with commas (process=4711,host=node1). And what else these records \
        name: workers, services, tasks, traces. Short words: agent, process, host, thread, task. \
        Attributes are each record's own, long texts cut; span ID shows one whole.\
        """,
        false);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(List.of()))
        .argument(
            "KEY=VALUE",
            "what its records have; several parted by commas",
            (options, value) -> new Options(Named.parse(value)));
  }

  @Override
  public Answered<ThingResult> answer(Options options, Ask ask) {
    if (options.parts().isEmpty()) {
      throw new UsageException("thing needs KEY=VALUE; things --by KEY lists what there is");
    }
    Named named = Named.of(options.parts(), ask);
    List<Told> rows =
        ask.rows(
            of(named, ROWS, ask)
                .with("attributes", Records.attributes())
                .with("order", ORDER.sql(ask.scope(), MOST_ROWS)),
            ThingView::told);
    ThingResult result =
        ask.one(
            of(named, FIGURES, ask),
            Map.of(),
            row -> {
              if (row.integer("records") == 0) {
                throw named.unknown(ask);
              }
              return result(row, named, rows, ask);
            });
    return Answered.list(result, rows.size(), result.records());
  }

  /** SQL with the conditions of its records in place. */
  static Sql of(Named named, Sql sql, Ask ask) {
    Sql with = sql;
    for (String relation : List.of("span", "event", "sample")) {
      with = with.with(relation, named.sql(relation, ask));
    }
    return with;
  }

  private static Told told(Row row) {
    Long end = row.integerOrNull("end_ns");
    boolean span = row.text("kind").equals("span");
    return new Told(
        row.text("kind"),
        row.integer("at_ns"),
        end,
        end == null ? null : (Double) ((end - row.integer("at_ns")) / 1e9),
        row.textOrNull("name"),
        row.textOrNull("status"),
        Severity.word(row.integerOrNull("severity")),
        Own.cut(row.textOrNull("body")),
        row.realOrNull("value"),
        row.textOrNull("unit"),
        row.textOrNull("service"),
        row.textOrNull("worker"),
        row.textOrNull("task_key"),
        row.text("run_id"),
        Ids.trace(row),
        Ids.span(row, "span_no"),
        span ? Ids.span(row, "parent_no") : null,
        Own.json(Records.attributes(row)));
  }

  private static ThingResult result(Row row, Named named, List<Told> rows, Ask ask) {
    long first = row.integer("first_ns");
    boolean open = row.integer("open") > 0;
    Long last = open ? null : row.integerOrNull("last_ns");
    return new ThingResult(
        named.keys(),
        named.values(),
        first,
        last,
        last == null ? null : (Double) ((last - first) / 1e9),
        open,
        row.integer("records"),
        row.integer("spans"),
        row.integer("events"),
        row.integer("samples"),
        row.integer("errors"),
        rows,
        row.integer("spans") == 0 ? null : account(named, ask),
        Own.shared(rows),
        Relations.of(named, ask));
  }

  /** Along the critical path of its spans; it adds up to the time from its first span to its last. */
  private static List<AccountRow> account(Named named, Ask ask) {
    Ask narrowed = ask;
    for (int i = 0; i < named.keys().size(); i++) {
      narrowed =
          narrowed.instead(
              narrowed.scope().with("where", named.keys().get(i) + "=" + named.values().get(i)));
    }
    Traced traced = Traced.of(ask, new Subject.Records(narrowed, String.join(",", named.keys())));
    return AccountRow.of(traced.path().byHeading(), traced.wallNanos());
  }

  @Override
  public Report report(ThingResult result, Options options, Ask ask) {
    return ThingReport.of(result, ask);
  }
}
