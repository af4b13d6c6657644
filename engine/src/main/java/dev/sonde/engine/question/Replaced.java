package dev.sonde.engine.question;

import dev.sonde.engine.expression.ExpressionSql;
import dev.sonde.engine.expression.ValueTypes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which columns of a relation take a value that a question sets. */
final class Replaced {

  /** What relations without attributes have of a record's keys, so that a value can be worked out. */
  private static final Map<Relation, Map<String, String>> ALONE =
      Map.of(
          Relation.TASK,
          Map.of(
              "run.id", "run_id",
              "task.key", "task_key",
              "task.prefix", "task_prefix",
              "worker.id", "worker"),
          Relation.WORKER,
          Map.of("run.id", "run_id", "worker.id", "worker"));

  private Replaced() {}

  /** The keys that are columns here, and may be set. */
  static List<String> columns(Relation relation) {
    Map<String, String> alone = ALONE.get(relation);
    return Settable.COLUMNS.keySet().stream()
        .filter(key -> alone == null ? column(relation, key) != null : alone.containsKey(key))
        .sorted()
        .toList();
  }

  /** The column of a key that may be set, null where it has none here. */
  static @Nullable String column(Relation relation, String key) {
    return relation.attributes && Settable.COLUMNS.containsKey(key) ? relation.column(key) : null;
  }

  /** Whether a relation that holds no records, such as tasks, can follow what records are set. */
  static boolean follows(Relation relation, Step.Worked step) {
    Map<String, String> alone = ALONE.get(relation);
    return alone != null
        && Settable.COLUMNS.containsKey(step.key())
        && alone.containsKey(step.key())
        && alone.keySet().containsAll(step.needs());
  }

  /** A relation without attributes, with the value worked out of its columns. */
  static String alone(Relation relation, String from, Step.Worked step, ValueTypes types) {
    if (!follows(relation, step)) {
      return from;
    }
    Map<String, String> columns = ALONE.getOrDefault(relation, Map.of());
    ExpressionSql sql = new ExpressionSql(key -> columns.get(key) + "::VARCHAR", types);
    String column = columns.get(step.key());
    return "(SELECT r.* REPLACE (coalesce(%s, %s) AS %s) FROM %s AS r)"
        .formatted(sql.text(step.value()), column, column, from);
  }

  /** Columns that hold the same key in other parts: both ends of a transfer, both of its kinds. */
  static Map<String, String> ends(Relation relation, Step.Worked step, ValueTypes types) {
    Map<String, String> replaced = new HashMap<>();
    boolean transfer = relation == Relation.TRANSFER;
    if (step.key().equals("worker.id") && step.needs().equals(Set.of("worker.id"))) {
      if (transfer || relation == Relation.SPAN) {
        end(replaced, "from_worker", Map.of("worker.id", "from_worker"), step, types);
      }
      if (relation == Relation.SPAN) {
        end(replaced, "to_worker", Map.of("worker.id", "to_worker"), step, types);
      }
      if (transfer) {
        end(replaced, "worker", Map.of("worker.id", "worker"), step, types);
      }
    }
    Map<String, String> consumer = Map.of("task.prefix", "consumer_prefix", "task.key", "task_key");
    if (transfer
        && step.key().equals("task.prefix")
        && consumer.keySet().containsAll(step.needs())) {
      end(replaced, "consumer_prefix", consumer, step, types);
      end(
          replaced,
          "task_prefix",
          Map.of("task.prefix", "task_prefix", "task.key", "key"),
          step,
          types);
    }
    return replaced;
  }

  private static void end(
      Map<String, String> replaced,
      String column,
      Map<String, String> columns,
      Step.Worked step,
      ValueTypes types) {
    ExpressionSql sql = new ExpressionSql(key -> columns.get(key) + "::VARCHAR", types);
    replaced.put(
        column,
        "CASE WHEN %s IS NOT NULL THEN coalesce(%s, %s) END"
            .formatted(column, sql.text(step.value()), column));
  }
}
