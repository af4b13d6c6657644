package dev.sonde.engine.question;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which keys a question may give values of its own. Most are attributes, and free. A few are columns
 * that views read: those that are only names can be replaced; those from which tasks, runs and times
 * were made when the source was read cannot, as that would have to be done again.
 */
final class Settable {

  /** Keys that are columns of relations and can be replaced there, with the column. */
  static final Map<String, String> COLUMNS = columns();

  /** What is fixed when a source is read. */
  private static final List<String> FIXED =
      List.of(
          "run.id",
          "run.name",
          "task.key",
          "task.phase",
          "task.attempt",
          "task.dependencies",
          "task.submitted_unix_nano",
          "task.ready_unix_nano",
          "task.assigned_unix_nano",
          "task.result.bytes",
          "task.cache",
          "task.state.from",
          "task.state.to",
          "transfer.key",
          "transfer.bytes",
          "transfer.wire_bytes",
          "transfer.from",
          "transfer.to",
          "sonde.component",
          "trace_id",
          "span_id",
          "status",
          "component",
          "role",
          "duration_s",
          "error",
          "severity",
          "body",
          "value",
          "unit",
          "at_ns");

  private Settable() {}

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("worker.id", "worker");
    columns.put("service.name", "service");
    columns.put("name", "name");
    columns.put("task.prefix", "task_prefix");
    return Map.copyOf(columns);
  }

  static boolean is(String key) {
    return !FIXED.contains(key);
  }

  /**
   * @param option what the user wrote, for the message
   * @throws UsageException where the key is fixed
   */
  static void check(String option, String key) {
    if (!is(key)) {
      throw new UsageException(
          option
              + ": "
              + key
              + " is fixed when a source is read, as tasks, runs and times are made of it;"
              + " give the value a key of its own, and use that with --where and --by"
              + "\nattributes of any other name can be set, and "
              + String.join(", ", COLUMNS.keySet().stream().sorted().toList()));
    }
  }
}
