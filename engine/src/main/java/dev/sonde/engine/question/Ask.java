package dev.sonde.engine.question;

import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Dialect;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

  private record Run(String id, @Nullable Long startNanos, @Nullable Long endNanos) {}

  private final Store store;
  private final Queries queries;
  private final Scope scope;
  private final List<Run> runs;
  private final @Nullable Run run;
  private final Window window;
  private long runStart;
  private final Widened widened;
  private final Narrowing narrowing;
  private final List<Statement> asked;

  /**
   * @param oneRun whether a question that names no run is about one of them
   * @throws UsageException where the scope names a run that is not there, or a window outside of time
   */
  public Ask(Store store, Scope scope, boolean oneRun) {
    this(store, scope, oneRun, new ArrayList<>(), null);
  }

  /**
   * @param given what records are given, null where that is to be worked out
   */
  private Ask(
      Store store, Scope scope, boolean oneRun, List<Statement> asked, @Nullable Widened given) {
    this.store = store;
    this.asked = asked;
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
    this.widened = given == null ? Widened.of(store, scope) : given;
    this.narrowing = narrowing();
    requireKnown("worker", scope.worker(), WORKERS);
    requireKnown("prefix", scope.prefix(), PREFIXES);
  }

  /**
   * @param within the window, null for the one that the scope says
   */
  private Ask(Ask other, Scope scope, @Nullable Window within) {
    this.store = other.store;
    this.queries = other.queries;
    this.scope = scope;
    this.runs = other.runs;
    this.run = other.run;
    this.runStart = other.runStart;
    this.window = within == null ? resolveWindow() : within;
    this.asked = other.asked;
    this.widened = other.widened;
    this.narrowing = narrowing();
  }

  /** The same run and window under other filters. */
  public Ask instead(Scope other) {
    return new Ask(this, other, window);
  }

  /** The same filters over the whole time: for what begins before a window and ends in it. */
  public Ask overall() {
    return window.narrowed() ? new Ask(this, scope.overall(), null) : this;
  }

  /** The same question about another run, with its own window; what it runs is explained here too. */
  public Ask ofRun(String id) {
    return new Ask(store, scope.with("run", id), true, asked, widened);
  }

  /** All runs of the source, the one under way first, then the one that began last. */
  public List<String> runIds() {
    return runs.stream().map(Run::id).toList();
  }

  /** A name that nothing here has is a mistake rather than an empty answer. */
  private void requireKnown(String kind, @Nullable String wanted, Statement known) {
    if (wanted == null || Shortened.is(wanted)) {
      return;
    }
    List<String> names = queries.list(widened.everywhere(known), row -> row.text("name"));
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
        scope, window, runs.size() > 1 && run != null ? run.id() : null, store.dialect(), widened);
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
    return widened.layers().attribute(key);
  }

  /** How far the widening of records went, in the order in which the options were written. */
  public List<dev.sonde.engine.report.Widened> widened() {
    return widened.reports();
  }

  /** SQL for a number that stands for a value of a run; see {@link Dialect#number}. */
  public String number(String expression) {
    return store.dialect().number(expression, "run_id");
  }

  /** SQL for a number that stands for a value, in whatever run. */
  public String numberOf(String expression) {
    return store.dialect().number(expression, "0");
  }

  /**
   * SQL for the text of what a key means in a relation: one of its columns, else an attribute.
   *
   * @param relation span, attempt, transfer, event or sample
   */
  public String value(String relation, String key) {
    String column = Relation.named(relation).column(key);
    return column == null ? attribute(key) : column + "::VARCHAR";
  }

  /**
   * SQL for whether a record meets a condition; null where it has no such key.
   *
   * @param relation span, attempt, transfer, event or sample
   */
  public String condition(String relation, Condition condition) {
    return narrowing.condition(Relation.named(relation), condition);
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
    Patterns.require(store, "--" + option + " '" + written + "'", pattern);
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

  /**
   * A SELECT whose rows are taken over while others are.
   *
   * @param visitor of the rows, on a thread of its own; false ends it
   */
  public record Reading(Sql sql, Map<String, ?> values, Predicate<Row> visitor) {}

  /** Reads several at once, each on a thread of its own, until all have ended. */
  public void together(List<Reading> readings) {
    List<Future<?>> under = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Reading reading : readings) {
        Statement statement = statement(reading.sql(), reading.values());
        under.add(threads.submit(() -> queries.stream(statement, reading.visitor())));
      }
      for (Future<?> each : under) {
        await(each, threads);
      }
    }
  }

  private static void await(Future<?> reading, ExecutorService threads) {
    try {
      reading.get();
    } catch (ExecutionException e) {
      threads.shutdownNow();
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
      throw new StoreException("the query was interrupted", e);
    }
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
    runStart = first;
    return Window.of(scope, first, Math.max(first, last));
  }
}
