package dev.sonde.engine.export;

import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A relation as a table of plain columns: those of docs/sql.md, attributes as one column of JSON text. */
public enum Table {
  SPANS(
      "span",
      "seq",
      "trace_id, span_id, parent_id, run_id, name, service, worker, task_key, task_prefix, component,"
          + " start_ns, end_ns, duration_s, status, ",
      true),
  EVENTS(
      "event",
      "at_ns, seq",
      "at_ns, run_id, name, severity, body, service, worker, task_key, trace_id, span_id, ",
      true),
  SAMPLES("sample", "at_ns, seq, name", "at_ns, run_id, name, worker, value, unit, ", true),
  TASKS(
      "task",
      "run_id, task_key",
      "run_id, task_key, task_prefix, state, dependencies, result_bytes, cache, attributes_json AS attributes",
      false),
  ATTEMPTS(
      "attempt",
      "run_id, start_ns, seq",
      "run_id, task_key, task_prefix, attempt, worker, start_ns, end_ns, duration_s, status, error,"
          + " trace_id, span_id, ",
      true),
  TRANSFERS(
      "transfer",
      "start_ns, seq",
      "run_id, key, task_key, from_worker, to_worker, start_ns, end_ns, logical_bytes, wire_bytes, ",
      true),
  WORKERS(
      "worker",
      "run_id, worker, added_ns",
      "run_id, worker, slots, added_ns, removed_ns, reason",
      false),
  EDGES(
      "edge", "run_id, kind, from_id, to_id, at_ns", "run_id, kind, from_id, to_id, at_ns", false),
  RUNS(
      "run",
      "start_ns, run_id",
      "run_id, name, status, start_ns, end_ns, attributes_json AS attributes",
      false);

  private final String relation;
  private final String order;
  private final String columns;
  private final boolean typed;

  /**
   * @param typed whether attributes are kept as text or, once sealed, as a variant
   */
  Table(String relation, String order, String columns, boolean typed) {
    this.relation = relation;
    this.order = order;
    this.columns = columns;
    this.typed = typed;
  }

  /** As it is written on the command line. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Table::word).toList();
  }

  /**
   * The table of a word.
   *
   * @throws UsageException where there is none
   */
  public static Table named(String word) {
    for (Table table : values()) {
      if (table.word().equals(word)) {
        return table;
      }
    }
    throw new UsageException("--what: " + Suggestion.unknown("relation", word, words()));
  }

  /** Names of its columns, in order. */
  List<String> columns() {
    List<String> names = new ArrayList<>();
    for (String column : columns.strip().split(",\\s*", 0)) {
      names.add(column.replaceFirst(".* AS ", ""));
    }
    if (typed) {
      names.add("attributes");
    }
    return names;
  }

  Sql sql() {
    String attributes =
        "coalesce(attributes_json, attributes_variant::JSON::VARCHAR) AS attributes";
    return Sql.of(Table.class, "table")
        .with("relation", relation)
        .with("order", order)
        .with("columns", typed ? columns + attributes : columns);
  }
}
