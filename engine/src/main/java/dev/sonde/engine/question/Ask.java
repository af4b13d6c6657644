package dev.sonde.engine.question;

import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One question put to one store: the options resolved, and SQL run under them. */
public final class Ask {

  private static final Statement RUNS =
      new Statement(
          "SELECT run_id, status, start_ns, end_ns FROM main.run"
              + " ORDER BY status = 'running' DESC NULLS LAST, start_ns DESC NULLS LAST, run_id");

  private static final Statement WORKERS =
      new Statement(
          "SELECT DISTINCT worker AS name FROM main.worker"
              + " UNION SELECT DISTINCT worker FROM main.span WHERE worker IS NOT NULL"
              + " UNION SELECT DISTINCT worker FROM main.event WHERE worker IS NOT NULL"
              + " UNION SELECT DISTINCT worker FROM main.sample WHERE worker IS NOT NULL ORDER BY 1");

  private static final Statement PREFIXES =
      new Statement(
          "SELECT DISTINCT task_prefix AS name FROM main.task WHERE task_prefix IS NOT NULL"
              + " UNION SELECT DISTINCT task_prefix FROM main.span WHERE task_prefix IS NOT NULL"
              + " UNION SELECT DISTINCT task_prefix FROM main.transfer WHERE task_prefix IS NOT NULL"
              + " ORDER BY 1");

  /** The timeline takes a prefix that no task has for one of span names. */
  private static final Statement NAMED_SO =
      new Statement("SELECT name FROM main.span WHERE starts_with(name, ?) LIMIT 1");

  /** The store's own engine decides what a regular expression is. */
  private static final String PATTERN = "SELECT regexp_matches('', ?) AS matches";

  private record Run(String id, @Nullable Long startNanos, @Nullable Long endNanos) {}

  private final Store store;
  private final Queries queries;
  private final Scope scope;
  private final List<Run> runs;
  private final @Nullable Run run;
  private final Window window;
  private long runStart;
  private final Narrowing narrowing;
  private final List<Statement> asked;

  /**
   * @param oneRun whether a question that names no run is about one of them
   * @throws UsageException where the scope names a run that is not there, or a window outside of time
   */
  public Ask(Store store, Scope scope, boolean oneRun) {
    this.store = store;
    this.asked = new ArrayList<>();
    this.queries = store.queries();
    this.scope = scope;
    this.runs =
        queries.list(
            RUNS,
            row ->
                new Run(
                    row.text("run_id"),
                    row.integerOrNull("start_ns"),
                    row.integerOrNull("end_ns")));
    for (Condition condition : scope.where()) {
      if (condition.operator() == Condition.Operator.MATCHES) {
        requirePattern("where", condition.toString(), condition.value());
      }
    }
    this.run = choose(oneRun);
    this.window = resolveWindow();
    this.narrowing = narrowing();
    requireKnown("worker", scope.worker(), WORKERS);
    requireKnown("prefix", scope.prefix(), PREFIXES);
  }

  private Ask(Ask other, Scope scope) {
    this.store = other.store;
    this.queries = other.queries;
    this.scope = scope;
    this.runs = other.runs;
    this.run = other.run;
    this.window = other.window;
    this.runStart = other.runStart;
    this.asked = other.asked;
    this.narrowing = narrowing();
  }

  /** The same run and window under other filters. */
  public Ask instead(Scope other) {
    return new Ask(this, other);
  }

  /** A name that nothing here has is a mistake rather than an empty answer. */
  private void requireKnown(String kind, @Nullable String wanted, Statement known) {
    if (wanted == null || Shortened.is(wanted)) {
      return;
    }
    List<String> names = queries.list(known, row -> row.text("name"));
    boolean spans =
        kind.equals("prefix")
            && !names.contains(wanted)
            && !queries
                .list(new Statement(NAMED_SO.sql(), List.of(wanted)), row -> row.text("name"))
                .isEmpty();
    if (!names.contains(wanted) && !spans) {
      throw new UsageException(Suggestion.unknown(kind, wanted, names));
    }
  }

  private Narrowing narrowing() {
    return new Narrowing(
        scope, window, runs.size() > 1 && run != null ? run.id() : null, store.dialect());
  }

  public Scope scope() {
    return scope;
  }

  public Coverage coverage() {
    return store.coverage();
  }

  public Window window() {
    return window;
  }

  /** The beginning of the run, from which offsets count; nanoseconds since the epoch. */
  public long runStartNanos() {
    return runStart;
  }

  /** SQL for the text of an attribute, by its key, in relations that have attributes. */
  public String attribute(String key) {
    return store.dialect().attribute(key);
  }

  /** The run that the answer is about, null where it is about all. */
  public @Nullable String run() {
    return run == null ? null : run.id();
  }

  /** How many runs the source has. */
  public int runs() {
    return runs.size();
  }

  /** All rows of a view's SQL under this question's options. */
  public <T> List<T> rows(Sql sql, Function<Row, T> reader) {
    return rows(sql, Map.of(), reader);
  }

  /** All rows of a view's SQL with values for its {@code :names}. */
  public <T> List<T> rows(Sql sql, Map<String, ?> values, Function<Row, T> reader) {
    return queries.list(statement(sql, values), reader);
  }

  /**
   * Makes sure that an option's value is a regular expression.
   *
   * @param written what the user wrote after the option
   * @throws UsageException where the store does not understand it
   */
  public void requirePattern(String option, String written, String pattern) {
    try {
      queries.list(new Statement(PATTERN, List.of(pattern)), row -> true);
    } catch (StoreException e) {
      throw new UsageException(
          "--%s '%s' is no regular expression that the store understands (RE2's)"
              .formatted(option, written));
    }
  }

  /** The only row of an aggregate. */
  public <T> T one(Sql sql, Map<String, ?> values, Function<Row, T> reader) {
    List<T> rows = rows(sql, values, reader);
    if (rows.size() != 1) {
      throw new IllegalStateException(sql.name() + ".sql gave " + rows.size() + " rows, not one");
    }
    return rows.getFirst();
  }

  /** Rows as they come, until the visitor returns false. */
  public void stream(Sql sql, Map<String, ?> values, Predicate<Row> visitor) {
    queries.stream(statement(sql, values), visitor);
  }

  /** What was run so far, for {@code --explain}. */
  public List<Statement> asked() {
    return List.copyOf(asked);
  }

  /** A view's SQL under this question's options, for what the store itself does with it. */
  public Statement statement(Sql sql, Map<String, ?> values) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.putIfAbsent("window_start", window.startNanos());
    all.putIfAbsent("window_end", window.endNanos());
    all.putIfAbsent("window_until", window.untilNanos());
    all.putIfAbsent("horizon", window.horizonNanos());
    // Bound before it is narrowed: what a user wrote into an option must not be read as a name.
    Statement bound = sql.bind(all);
    Statement statement = new Statement(narrowing.around(bound.sql()), bound.binds());
    asked.add(statement);
    return statement;
  }

  private @Nullable Run choose(boolean oneRun) {
    String wanted = scope.run();
    if (wanted == null) {
      return runs.isEmpty() || (!oneRun && runs.size() > 1) ? null : runs.getFirst();
    }
    if (wanted.equals("all")) {
      return null;
    }
    for (Run candidate : runs) {
      if (candidate.id().equals(wanted)) {
        return candidate;
      }
    }
    throw new UsageException(
        Suggestion.unknown("run", wanted, runs.stream().map(Run::id).toList()));
  }

  private Window resolveWindow() {
    Coverage coverage = store.coverage();
    long first = coverage.startNanos() == null ? 0 : coverage.startNanos();
    long last = coverage.endNanos() == null ? first : coverage.endNanos();
    if (run != null) {
      first = run.startNanos() == null ? first : run.startNanos();
      last = run.endNanos() == null ? Math.max(first, last) : run.endNanos();
    } else if (!runs.isEmpty()) {
      first =
          runs.stream()
              .map(Run::startNanos)
              .filter(t -> t != null)
              .mapToLong(t -> t)
              .min()
              .orElse(first);
      last =
          runs.stream()
              .map(Run::endNanos)
              .filter(t -> t != null)
              .mapToLong(t -> t)
              .max()
              .orElse(last);
    }
    last = Math.max(first, last);
    runStart = first;
    long horizon = last;
    if (scope.at() != null) {
      horizon = Math.min(last, scope.at().resolve(first));
      last = Math.max(first, horizon);
    }
    boolean narrowed =
        scope.start() != null || scope.durationNanos() != null || scope.lastNanos() != null;
    long from = scope.start() == null ? first : scope.start().resolve(first);
    if (scope.lastNanos() != null) {
      from = Math.max(from, last - scope.lastNanos());
    }
    if (narrowed && from > last) {
      throw outside(first, last);
    }
    long until = scope.durationNanos() == null ? Long.MAX_VALUE : from + scope.durationNanos();
    if (until < first) {
      throw outside(first, last);
    }
    from = Math.max(from, first);
    return new Window(from, Math.max(from, Math.min(until, last)), narrowed, horizon, until);
  }

  private static UsageException outside(long first, long last) {
    return new UsageException(
        "the window asked for lies outside the data, which runs for "
            + (last - first) / 1e9
            + " s; offsets count from its start");
  }
}
