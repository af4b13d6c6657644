package dev.sonde.engine.question;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The named relations of docs/sql.md, and which of their columns the common options narrow. An option
 * that a relation has no column for leaves it alone.
 */
enum Relation {
  SPAN("span", "start_ns", "end_ns", "worker", "task_prefix", "name", null, true),
  ATTEMPT("attempt", "start_ns", "end_ns", "worker", "task_prefix", "name", null, true),
  TRANSFER("transfer", "start_ns", "end_ns", "to_worker", "task_prefix", null, null, true),
  TASK("task", null, null, "worker", "task_prefix", null, "state", false),
  EVENT("event", "at_ns", null, "worker", "task_prefix", "name", null, true),
  SAMPLE("sample", "at_ns", null, "worker", null, "name", null, true),
  WORKER("worker", "added_ns", "removed_ns", "worker", null, null, null, false),
  EDGE("edge", null, null, null, null, null, null, false),
  RUN("run", null, null, null, null, null, null, false);

  /** Keys that {@code --where} finds in a column rather than among the attributes. */
  static final Map<String, String> COLUMNS =
      Map.ofEntries(
          Map.entry("name", "name"),
          Map.entry("service", "service"),
          Map.entry("service.name", "service"),
          Map.entry("worker", "worker"),
          Map.entry("worker.id", "worker"),
          Map.entry("run", "run_id"),
          Map.entry("run.id", "run_id"),
          Map.entry("task.key", "task_key"),
          Map.entry("task.prefix", "task_prefix"),
          Map.entry("trace_id", "trace_id"),
          Map.entry("span_id", "span_id"));

  /** The same for spans and what is made of them. */
  static final Map<String, String> SPAN_COLUMNS =
      Map.of(
          "status", "status",
          "component", "component",
          "role", "role",
          "task.phase", "phase",
          "duration_s", "duration_s",
          "error", "error");

  /** The same for events. */
  static final Map<String, String> EVENT_COLUMNS = Map.of("severity", "severity", "body", "body");

  /** The same for samples. */
  static final Map<String, String> SAMPLE_COLUMNS = Map.of("value", "value", "unit", "unit");

  final String table;
  final @Nullable String start;
  final @Nullable String end;
  final @Nullable String worker;
  final @Nullable String prefix;
  final @Nullable String name;
  final @Nullable String state;
  final boolean attributes;

  Relation(
      String table,
      @Nullable String start,
      @Nullable String end,
      @Nullable String worker,
      @Nullable String prefix,
      @Nullable String name,
      @Nullable String state,
      boolean attributes) {
    this.table = table;
    this.start = start;
    this.end = end;
    this.worker = worker;
    this.prefix = prefix;
    this.name = name;
    this.state = state;
    this.attributes = attributes;
  }

  /** The relation of a table's name. */
  static Relation named(String table) {
    for (Relation relation : values()) {
      if (relation.table.equals(table)) {
        return relation;
      }
    }
    throw new IllegalArgumentException("no relation " + table);
  }

  /** Whether it holds records, which a window narrows; workers are there before and after it. */
  boolean records() {
    return start != null && this != WORKER;
  }

  /** Whether it has intervals, which a window clips. */
  boolean interval() {
    return end != null && records();
  }

  /** Columns of which nothing is known before the end. */
  List<String> knownAtEnd() {
    return switch (this) {
      case SPAN, ATTEMPT -> List.of("end_ns", "duration_s", "status", "error");
      case TRANSFER -> List.of("end_ns", "duration_s", "status");
      case WORKER -> List.of("removed_ns", "reason");
      case TASK, EVENT, SAMPLE, EDGE, RUN -> List.of();
    };
  }

  /** The column that a key of {@code --where} means here, null where it is an attribute. */
  @Nullable String column(String key) {
    String own =
        switch (this) {
          case SPAN, ATTEMPT -> SPAN_COLUMNS.get(key);
          case EVENT -> EVENT_COLUMNS.get(key);
          case SAMPLE -> SAMPLE_COLUMNS.get(key);
          case TRANSFER, TASK, WORKER, EDGE, RUN -> null;
        };
    if (own != null) {
      return own;
    }
    if (this == SAMPLE && (key.equals("trace_id") || key.equals("span_id"))) {
      return null;
    }
    if (this == TRANSFER && (key.equals("worker") || key.equals("worker.id"))) {
      return "to_worker";
    }
    // A sample names no task in a column, and an attribute may well.
    return this == SAMPLE && key.startsWith("task.") ? null : COLUMNS.get(key);
  }
}
