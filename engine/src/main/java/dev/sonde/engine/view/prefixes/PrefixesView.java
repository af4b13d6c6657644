package dev.sonde.engine.view.prefixes;

import dev.sonde.engine.activity.Standing;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Page;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.prefixes.PrefixesResult.Prefix;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each kind of task cost: its attempts' time, what of it moved and spilled, how its tasks stand. */
public final class PrefixesView implements View<Parameters.None, PrefixesResult> {

  private static final Sql PREFIXES = Sql.of(PrefixesView.class, "prefixes");

  @Override
  public About about() {
    return new About(
        "prefixes",
        About.Group.BREADTH,
        "which kinds of tasks cost the time",
        """
        One row for each kind of task (the key without hashes and numbers), most time first. Time is \
        that of the attempts, in which a task's own code ran; percentiles are exact. What moved is \
        counted at the receiver, under the kind that made it. Kinds that have not run yet are listed \
        as well. With a window, totals are clipped to it and percentiles take attempts that began \
        in it.\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<PrefixesResult> answer(Parameters.None none, Ask ask) {
    Map<@Nullable String, List<Standing.Group>> standing =
        Standing.by(Standing.of(ask), Standing.Group::prefix);
    List<Prefix> measured =
        ask.rows(
            PREFIXES.with("direction", ask.attribute("spill.direction")),
            row -> prefix(row, standing.getOrDefault(row.textOrNull("prefix"), List.of())));
    double total = measured.stream().mapToDouble(Prefix::secondsOrNone).sum();
    List<Prefix> all =
        measured.stream()
            .map(prefix -> shared(prefix, total))
            .sorted(
                Comparator.comparingDouble(Prefix::secondsOrNone)
                    .reversed()
                    .thenComparing(Prefix::prefix, Comparator.nullsLast(String::compareTo)))
            .toList();
    List<Prefix> shown = Page.of(all, ask.scope());
    return Answered.list(new PrefixesResult(shown), shown.size(), all.size());
  }

  private static Prefix prefix(Row row, List<Standing.Group> standing) {
    List<Double> ranks = row.reals("ranks_ns");
    Map<String, Long> states = Standing.states(standing);
    return new Prefix(
        row.textOrNull("prefix"),
        Standing.tasks(standing),
        row.integer("attempts"),
        states.getOrDefault("erred", 0L),
        row.secondsOrNull("total_ns"),
        null,
        row.secondsOrNull("mean_ns"),
        ranks.isEmpty() ? null : ranks.get(0) / 1e9,
        ranks.isEmpty() ? null : ranks.get(1) / 1e9,
        ranks.isEmpty() ? null : ranks.get(2) / 1e9,
        row.secondsOrNull("max_ns"),
        row.integerOrNull("transfer_bytes"),
        row.secondsOrNull("transfer_ns"),
        row.integerOrNull("spill_bytes"),
        row.integerOrNull("result_bytes"),
        states);
  }

  private static Prefix shared(Prefix prefix, double total) {
    return new Prefix(
        prefix.prefix(),
        prefix.tasks(),
        prefix.attempts(),
        prefix.erred(),
        prefix.totalS(),
        total > 0 && prefix.totalS() != null ? (Double) (prefix.totalS() / total) : null,
        prefix.meanS(),
        prefix.p50S(),
        prefix.p90S(),
        prefix.p99S(),
        prefix.maxS(),
        prefix.transferBytes(),
        prefix.transferS(),
        prefix.spillBytes(),
        prefix.resultBytes(),
        prefix.states());
  }

  @Override
  public Report report(PrefixesResult result, Parameters.None none, Ask ask) {
    return PrefixesReport.of(result, ask);
  }
}
