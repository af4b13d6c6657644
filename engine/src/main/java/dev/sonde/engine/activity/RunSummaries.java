package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.compare.Kind;
import dev.sonde.engine.analysis.compare.RunFigures;
import dev.sonde.engine.analysis.compare.Timing;
import dev.sonde.engine.analysis.compare.Work;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.Problem;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs in the few figures that a comparison needs of them, whatever their size. */
public final class RunSummaries {

  private static final Sql RUNS = Sql.of(RunSummaries.class, "runs_listed");
  private static final Sql TIMED = Sql.of(RunSummaries.class, "tasks_timed");
  private static final Sql SIZED = Sql.of(RunSummaries.class, "tasks_sized");
  private static final Sql SPANS = Sql.of(RunSummaries.class, "spans_timed");
  private static final Sql LOOKUPS = Sql.of(RunSummaries.class, "cache_looked_up");
  private static final Sql HELD = Sql.of(RunSummaries.class, "slots_held");
  private static final Sql MANIFEST = Sql.of(RunSummaries.class, "run_manifest");

  private static final String OF_ATTEMPT = "coalesce(cache = 'hit', false)";

  /** The run of records that name none, where others do. */
  private static final String NAMELESS = "-";

  /** More that is missing makes totals incomparable. */
  private static final double DROPPED = 0.01;

  /** Of what a run says of itself, in characters; enough to tell two apart. */
  private static final int LONGEST = 4000;

  /** A run of a source. */
  public record Listed(String run, @Nullable String status, long spans) {

    /** Whether it may still have work before it. */
    public boolean underWay() {
      return "running".equals(status);
    }
  }

  private RunSummaries() {}

  /** The runs that a question is about, in the order of their beginnings. */
  public static List<Listed> listed(Ask ask) {
    List<Listed> all =
        ask.rows(
            RUNS,
            row -> new Listed(row.text("run_id"), row.textOrNull("status"), row.integer("spans")));
    List<Listed> named = all.stream().filter(run -> !run.run().equals(NAMELESS)).toList();
    List<Listed> ran = (named.isEmpty() ? all : named);
    List<Listed> working = ran.stream().filter(run -> run.spans() > 0).toList();
    return working.isEmpty() ? ran : working;
  }

  /** The figures of one run, under the question's other options. */
  public static RunFigures of(Ask all, Listed run) {
    Ask ask = all.ofRun(run.run());
    Lookups told = lookups(ask);
    Map<Kind, Work> works = new HashMap<>();
    Lookups tried = tasks(ask, told.tied() > 0, works);
    if (works.values().stream()
        .allMatch(work -> work.computed() == null && work.cached() == null)) {
      works.clear();
      spans(ask, works);
    }
    Lookups looked = told.lookups() > 0 ? told : tried;
    Map<String, String> manifest = manifest(ask);
    Double held = held(ask, manifest);
    double wall = ask.window().seconds();
    return new RunFigures(
        run.run(),
        run.status(),
        run.spans() == 0 ? null : (Double) wall,
        works,
        looked.lookups(),
        looked.hits(),
        held,
        manifest,
        run.underWay() ? "is still under way" : missing(ask.coverage()));
  }

  private record Lookups(long lookups, long hits, long tied) {}

  private static Lookups lookups(Ask ask) {
    return ask.one(
        LOOKUPS.with("hit", ask.attribute(Keys.CACHE_HIT)),
        Map.of(),
        row -> new Lookups(row.integer("lookups"), row.integer("hits"), row.integer("tied")));
  }

  private record Timed(
      @Nullable String prefix,
      boolean hit,
      long tasks,
      long repeated,
      long lookups,
      @Nullable Timing timing) {}

  private static Lookups tasks(Ask ask, boolean byEvents, Map<Kind, Work> works) {
    List<Timed> timed =
        ask.rows(
            TIMED.with("hit", byEvents ? OF_ATTEMPT + " OR " + hitByEvent(ask) : OF_ATTEMPT),
            row ->
                new Timed(
                    row.textOrNull("prefix"),
                    row.truth("hit"),
                    row.integer("tasks"),
                    row.integer("repeated"),
                    row.integer("lookups"),
                    timing(row)));
    timed.forEach(each -> works.merge(Kind.tasks(each.prefix()), work(each), RunSummaries::both));
    ask.stream(SIZED, Map.of(), row -> sized(row, works));
    long lookups = timed.stream().mapToLong(Timed::lookups).sum();
    long hits = timed.stream().filter(Timed::hit).mapToLong(Timed::tasks).sum();
    // Where only hits are marked, whatever was computed was looked for in vain.
    return new Lookups(
        hits > 0 && lookups <= hits ? timed.stream().mapToLong(Timed::tasks).sum() : lookups,
        hits,
        0);
  }

  private static String hitByEvent(Ask ask) {
    return "task_key IN (SELECT task_key FROM event WHERE name = 'cache.lookup' AND task_key IS NOT NULL"
        + " AND "
        + ask.attribute(Keys.CACHE_HIT)
        + " = 'true')";
  }

  private static Work work(Timed timed) {
    return new Work(
        timed.tasks(),
        0,
        timed.repeated(),
        timed.hit() ? timed.tasks() : 0,
        null,
        timed.hit() ? null : timed.timing(),
        timed.hit() ? timed.timing() : null);
  }

  private static Work both(Work one, Work other) {
    return new Work(
        one.pieces() + other.pieces(),
        one.failed() + other.failed(),
        one.repeated() + other.repeated(),
        one.hits() + other.hits(),
        one.inputs(),
        one.computed() == null ? other.computed() : one.computed(),
        one.cached() == null ? other.cached() : one.cached());
  }

  /** A task is one also before it runs, and where its result was taken from elsewhere. */
  private static boolean sized(Row row, Map<Kind, Work> works) {
    Kind kind = Kind.tasks(row.textOrNull("prefix"));
    Work work = works.getOrDefault(kind, Work.NONE);
    works.put(
        kind,
        new Work(
            Math.max(work.pieces(), row.integer("tasks")),
            row.integer("failed"),
            work.repeated(),
            work.hits(),
            row.realOrNull("inputs"),
            work.computed(),
            work.cached()));
    return true;
  }

  private static void spans(Ask ask, Map<Kind, Work> works) {
    ask.stream(
        SPANS,
        Map.of(),
        row -> {
          works.put(
              Kind.spans(row.textOrNull("service"), row.text("name"), row.textOrNull("kind")),
              new Work(row.integer("spans"), row.integer("failed"), 0, 0, null, timing(row), null));
          return true;
        });
  }

  private static @Nullable Timing timing(Row row) {
    long count = row.integer("timed");
    return count == 0
        ? null
        : new Timing(
            count,
            row.seconds("median_ns"),
            row.seconds("total_ns"),
            row.real("log_mean"),
            row.realOrNull("log_variance"));
  }

  private record Held(long workers, @Nullable Double seconds) {}

  private static @Nullable Double held(Ask ask, Map<String, String> manifest) {
    Held held =
        ask.one(
            HELD, Map.of(), row -> new Held(row.integer("workers"), row.secondsOrNull("held_ns")));
    if (held.workers() > 0) {
      manifest.put("workers", Long.toString(held.workers()));
    }
    return held.seconds();
  }

  private static Map<String, String> manifest(Ask ask) {
    Map<String, String> manifest = new TreeMap<>();
    ask.stream(
        MANIFEST,
        Map.of(),
        row -> {
          String value = row.text("first");
          if (row.integer("kinds") > 1) {
            value += (row.integer("kinds") == 2 ? ", " : ", …, ") + row.text("last");
          }
          manifest.put(
              row.text("name"), value.length() > LONGEST ? value.substring(0, LONGEST) : value);
          return true;
        });
    return manifest;
  }

  /** Why figures of a source are not to be trusted with a verdict, null where they are. */
  private static @Nullable String missing(Coverage coverage) {
    List<String> missing = new ArrayList<>();
    coverage.problems().stream()
        .filter(problem -> problem.code() == Problem.Code.TRUNCATED)
        .findFirst()
        .ifPresent(problem -> missing.add("was cut off (" + problem.where() + ")"));
    long dropped = coverage.dropped().values().stream().mapToLong(Long::longValue).sum();
    if (dropped > DROPPED * (coverage.records() + dropped)) {
      missing.add("lacks " + dropped + " records that were dropped");
    }
    return missing.isEmpty() ? null : missing.getFirst();
  }
}
