package dev.sonde.engine.view.cache;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Block;
import dev.sonde.engine.report.Block.Column;
import dev.sonde.engine.report.Cell;
import dev.sonde.engine.report.Next;
import dev.sonde.engine.report.Report;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.About;
import dev.sonde.engine.view.Answered;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.View;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was looked up in a cache, found there, and saved by that. */
public final class CacheView implements View<Parameters.None, CacheResult> {

  private static final Sql LOOKED = Sql.of(CacheView.class, "looked");

  /** Kinds of tasks where nobody says how many. */
  private static final int PREFIXES = 20;

  private record Figures(CacheResult.Prefix prefix, long unmatched) {}

  @Override
  public About about() {
    return new About(
        "cache",
        About.Group.BREADTH,
        "what was looked up in a cache, found, and saved",
        """
        Look-ups are events named cache.lookup, and attempts whose task.cache is hit or miss where no \
        such event speaks of them. What a hit saved is how long the task took when its key was last \
        missed before, in whatever run of the source: ask a folder of runs with --run to see what \
        earlier ones spared. A look-up that names no task counts with its own function_name and \
        duration_s. Hits of which no earlier miss is known are counted apart. A miss is \
        because of first (its key was not looked up before) or again (it was: it was thrown away, or \
        not kept).\
        """,
        true);
  }

  @Override
  public Parameters<Parameters.None> parameters() {
    return Parameters.none();
  }

  @Override
  public Answered<CacheResult> answer(Parameters.None none, Ask ask) {
    List<Figures> figures =
        ask.rows(
            LOOKED
                .with("key", ask.attribute(Keys.CACHE_KEY))
                .with("hit", ask.attribute(Keys.CACHE_HIT))
                .with("took", ask.attribute("duration_s"))
                .with(
                    "name",
                    "coalesce("
                        + ask.attribute(Keys.TASK_PREFIX)
                        + ", "
                        + ask.attribute("function_name")
                        + ")"),
            CacheView::figures);
    long lookups = 0;
    long hits = 0;
    long unmatched = 0;
    double saved = 0;
    List<CacheResult.Prefix> prefixes = new ArrayList<>();
    for (Figures each : figures) {
      CacheResult.Prefix prefix = each.prefix();
      prefixes.add(prefix);
      lookups += prefix.lookups();
      hits += prefix.hits();
      unmatched += each.unmatched();
      saved += prefix.savedS() == null ? 0 : prefix.savedS();
    }
    return Answered.whole(
        new CacheResult(lookups, hits, saved(saved, hits, unmatched), unmatched, prefixes));
  }

  private static Figures figures(Row row) {
    Map<String, Long> because = new LinkedHashMap<>();
    because.put("first", row.integer("first"));
    because.put("again", row.integer("again"));
    long hits = row.integer("hits");
    long unmatched = row.integer("unmatched");
    return new Figures(
        new CacheResult.Prefix(
            row.textOrNull("prefix"),
            row.integer("lookups"),
            hits,
            saved(row.seconds("saved_ns"), hits, unmatched),
            because),
        unmatched);
  }

  private static @Nullable Double saved(double seconds, long hits, long unmatched) {
    return hits > 0 && hits == unmatched ? null : (Double) seconds;
  }

  @Override
  public Report report(CacheResult result, Parameters.None none, Ask ask) {
    if (result.lookups() == 0) {
      return new Report(
          "Cache",
          List.of(
              Block.note(
                  "Nothing was looked up here. Look-ups are told by events named cache.lookup, with"
                      + " cache.key and cache.hit, or by attempts with task.cache.")),
          List.of(Next.view("overview"), Next.view("prefixes")));
    }
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Facts(
            List.of(
                new Block.Fact("look-ups", new Cell.Count(result.lookups())),
                new Block.Fact("hits", new Cell.Count(result.hits())),
                new Block.Fact(
                    "hit rate", new Cell.Share((double) result.hits() / result.lookups())),
                new Block.Fact("saved", Cell.seconds(result.savedS())))));
    blocks.add(prefixes(result, ask.scope().limitOr(PREFIXES)));
    if (result.unmatched() > 0) {
      blocks.add(
          Block.doubtful(
              "Of %d hits no earlier miss is here: what they saved is not counted."
                  .formatted(result.unmatched())));
    }
    return new Report(
        "Cache",
        blocks,
        List.of(
            Next.view("events").with("kind", "cache.lookup"),
            Next.view("prefixes"),
            Next.view("compare")));
  }

  private static Block prefixes(CacheResult result, int most) {
    List<List<Cell>> rows = new ArrayList<>();
    for (CacheResult.Prefix prefix :
        result.prefixes().subList(0, Math.min(most, result.prefixes().size()))) {
      rows.add(
          List.of(
              Cell.id(prefix.prefix()),
              new Cell.Count(prefix.lookups()),
              new Cell.Count(prefix.hits()),
              Cell.seconds(prefix.savedS()),
              new Cell.Count(prefix.missesBecause().getOrDefault("first", 0L)),
              new Cell.Count(prefix.missesBecause().getOrDefault("again", 0L))));
    }
    return new Block.Table(
        "By kind of task",
        List.of(
            Column.of("prefix"),
            Column.of("look-ups"),
            Column.of("hits"),
            Column.of("saved"),
            Column.of("missed first"),
            Column.of("missed again")),
        rows,
        (long) result.prefixes().size(),
        "--limit");
  }
}
