package dev.sonde.engine.view.things;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.activity.Matching;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Ordered;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.things.ThingsResult.Durations;
import dev.sonde.engine.view.things.ThingsResult.Step;
import dev.sonde.engine.view.things.ThingsResult.Thing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many of a thing there were at once, and how long each was there. */
public final class ThingsView implements View<ThingsView.Options, ThingsResult> {

  /**
   * @param by keys; empty for the usual one
   */
  public record Options(List<String> by, Matching begin, Matching end) {}

  private static final Sql SUMMARY = Sql.of(ThingsView.class, "summary");
  private static final Sql ROWS = Sql.of(ThingsView.class, "rows");

  @Override
  public About about() {
    return new About(
        "things",
        About.Group.BREADTH,
        "how many of a thing at once, and how long each was there",
        """
        A thing is whatever shares the value of a key (or of several): --by worker.id, --by \
        gen_ai.agent.name,process.pid; short words: agent, process, host, thread, task. Its records \
        are spans, events and samples that have the key, themselves or through their process. It \
        begins with its first record and ends with its last, or with those that --begin and --end \
        name (KEY=VALUE as with --where; repeated: any of them; joined by &&: all of them). They are \
        paired by what they say, not by their order. A thing without an end is open and stays \
        counted; an end without a beginning is unpaired. Without --by, things are tasks, else \
        agents, workers, services. Percentiles are of things that have ended.\
        """,
        true);
  }

  @Override
  public Parameters<Options> parameters() {
    return Parameters.of(new Options(List.of(), Matching.NONE, Matching.NONE))
        .repeated(
            "by",
            "KEY[,KEY...]",
            "what a thing's records share; default task.key, else agents, workers, services",
            (options, value) -> {
              List<String> by = new ArrayList<>(options.by());
              by.addAll(ByKeys.parse("by", value));
              return new Options(ByKeys.distinct("by", by), options.begin(), options.end());
            })
        .repeated(
            "begin",
            "COND",
            "records that begin a thing: KEY=VALUE, or several joined by &&; repeatable",
            (options, value) ->
                new Options(options.by(), options.begin().or("begin", value), options.end()))
        .repeated(
            "end",
            "COND",
            "records that end it; repeatable",
            (options, value) ->
                new Options(options.by(), options.begin(), options.end().or("end", value)));
  }

  @Override
  public Answered<ThingsResult> answer(Options options, Ask given) {
    // What begins before a window and ends in it is there as well: the window is applied to things.
    Ask ask = given.overall();
    options.begin().require(ask, "begin");
    options.end().require(ask, "end");
    ByKeys by = ByKeys.of(ask, options.by().isEmpty() ? List.of(ByKeys.usual(ask)) : options.by());
    Lives lives = new Lives(by, options, ask, given.window());
    List<Thing> rows =
        ask.rows(
            lives.in(ROWS).with("order", order(by).sql(ask.scope(), Scope.DEFAULT_LIMIT)),
            lives.binds(),
            row -> thing(row, by));
    List<Thing> agreed = new Agreement(by, ask).of(rows);
    ThingsResult result = ask.one(lives.in(SUMMARY), lives.binds(), row -> result(row, by, agreed));
    return Answered.list(result, result.rows().size(), result.things());
  }

  private static Ordered order(ByKeys by) {
    return new Ordered("last_ns IS NULL DESC, alive_ns DESC, first_ns", by.names())
        .by("id", "k0")
        .by("first_ns", "first_ns")
        .by("last_ns", "last_ns")
        .by("duration_s", "alive_ns")
        .by("times", "times")
        .by("records", "records");
  }

  private static Thing thing(Row row, ByKeys by) {
    List<String> values = new ArrayList<>();
    by.values(row).forEach(value -> values.add(String.valueOf(value)));
    Long last = row.integerOrNull("last_ns");
    return new Thing(
        String.join(", ", values),
        values,
        row.integer("first_ns"),
        last,
        row.secondsOrNull("alive_ns"),
        last == null,
        row.integer("times"),
        row.integer("records"),
        null);
  }

  private static ThingsResult result(Row row, ByKeys by, List<Thing> rows) {
    List<Step> steps = new ArrayList<>();
    List<String> times = row.texts("times");
    List<Double> counts = row.reals("counts");
    for (int i = 0; i < times.size(); i++) {
      steps.add(new Step(Long.parseLong(times.get(i)), counts.get(i).longValue()));
    }
    List<Double> ranks = row.reals("ranks_ns");
    Long peak = row.integerOrNull("peak");
    return new ThingsResult(
        by.keys(),
        row.integer("things"),
        row.integer("open"),
        row.integer("unpaired"),
        row.integer("skewed"),
        row.integer("records"),
        rows,
        row.integer("steps"),
        steps,
        peak == null ? 0 : peak,
        peak == null ? null : row.integerOrNull("peak_ns"),
        new Durations(rank(ranks, 0), rank(ranks, 1), rank(ranks, 2), row.secondsOrNull("max_ns")),
        row.integer("momentary"),
        row.integer("returned"));
  }

  private static @Nullable Double rank(List<Double> ranks, int index) {
    return ranks.isEmpty() ? null : (Double) (ranks.get(index) / 1e9);
  }

  @Override
  public Report report(ThingsResult result, Options options, Ask ask) {
    return ThingsReport.of(result, options, ask);
  }
}
