package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the one task that a user means by its key, by the form in which long keys are printed, or by a
 * part that no other key has. The run in scope narrows the search, other options do not: whoever names a
 * task wants that one.
 */
public final class TaskKeys {

  /** Matches that a message names before it counts the rest. */
  private static final int NAMED = 8;

  private static final int CANDIDATES = 1000;

  private static final Sql EXACT = Sql.of(TaskKeys.class, "task_exact");
  private static final Sql LIKE = Sql.of(TaskKeys.class, "task_like");
  private static final Sql NEAR = Sql.of(TaskKeys.class, "task_near");

  /**
   * A task and when anything spoke of it first and last; nanoseconds since the epoch.
   *
   * @param run the run in scope, or, where all are, the last that has such a key
   */
  public record Found(String run, String key, long firstNanos, long lastNanos) {

    /** The values that SQL about this task binds. */
    public Map<String, Object> binds() {
      return Map.of("task_run", run, "key", key, "first_ns", firstNanos, "last_ns", lastNanos);
    }
  }

  private TaskKeys() {}

  /**
   * The task that is meant.
   *
   * @throws UsageException where there is none, or several
   */
  public static Found find(Ask ask, String wanted) {
    if (wanted.isBlank()) {
      throw new UsageException("the task's key is empty; see which there are with: tasks");
    }
    List<Found> exact = ask.rows(inRun(EXACT, ask), binds(ask, "key", wanted), TaskKeys::found);
    if (!exact.isEmpty()) {
      return exact.getFirst();
    }
    List<Found> matches = matching(ask, wanted);
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    if (matches.isEmpty()) {
      throw new UsageException(unknown(ask, wanted));
    }
    throw new UsageException(ambiguous(wanted, matches));
  }

  /** Splices the run in scope for {@code ${in_run}}; its value is bound as {@code :run}. */
  public static Sql inRun(Sql sql, Ask ask) {
    return sql.with("in_run", ask.run() == null ? "true" : "run_id = :run");
  }

  /** The value for {@code :run}. */
  public static Map<String, Object> inRun(Ask ask) {
    String run = ask.run();
    return run == null ? Map.of() : Map.of("run", run);
  }

  private static List<Found> matching(Ask ask, String wanted) {
    Map<String, Object> binds = binds(ask, "most", (long) NAMED + 1);
    String matches;
    if (!wanted.contains(Shortened.GAP)) {
      matches = "contains(task_key, :part)";
      binds.put("part", wanted);
    } else {
      matches =
          "starts_with(task_key, :head) AND ends_with(task_key, :tail)"
              + " AND length(task_key) >= length(:head) + length(:tail)";
      binds.put("head", Shortened.head(wanted));
      binds.put("tail", Shortened.tail(wanted));
    }
    return ask.rows(inRun(LIKE, ask).with("matches", matches), binds, TaskKeys::found);
  }

  private static String ambiguous(String wanted, List<Found> matches) {
    List<String> keys = matches.stream().limit(NAMED).map(Found::key).toList();
    return "several tasks fit '"
        + wanted
        + "': "
        + String.join("  ", keys)
        + (matches.size() > NAMED ? "  and more" : "")
        + "; write more of the key";
  }

  /** The nearest are sought among keys with the same beginning, however short. */
  private static String unknown(Ask ask, String wanted) {
    int length = Math.min(24, wanted.length());
    while (true) {
      String head = wanted.substring(0, length);
      Map<String, Object> binds = binds(ask, "head", head);
      binds.put("most", (long) CANDIDATES);
      List<String> near = ask.rows(inRun(NEAR, ask), binds, row -> row.text("task_key"));
      if (!near.isEmpty() || length == 0) {
        return near.isEmpty()
            ? Suggestion.unknown("task", wanted, near)
            : "no task '"
                + wanted
                + "'; nearest: "
                + String.join("  ", Suggestion.nearest(wanted, near));
      }
      length /= 2;
    }
  }

  private static Map<String, Object> binds(Ask ask, String name, Object value) {
    Map<String, Object> binds = new HashMap<>(inRun(ask));
    binds.put(name, value);
    return binds;
  }

  private static Found found(Row row) {
    return new Found(
        row.text("run_id"), row.text("task_key"), row.integer("first_ns"), row.integer("last_ns"));
  }
}
