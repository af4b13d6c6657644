package dev.sonde.ingest.scalable;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of every file but tasks.jsonl. A row becomes an event, or samples. */
final class FactRows {

  private static final String WORKER = "scalable.worker";
  private static final String RESOURCE = "scalable.resource";
  private static final String FAILURE = "scalable.failure";
  private static final String COST = "scalable.cost";
  private static final String TASK_CPU = "scalable.task.cpu.utilization";
  private static final String TASK_MEMORY = "scalable.task.memory.usage";
  private static final double MEGABYTE = 1e6;
  private static final double GIGABYTE = 1e9;

  private final Records records;
  private final TaskRows tasks;
  private @Nullable String sessionFailure;

  /**
   * @param tasks knows the kinds of tasks, once it has read its rows
   */
  FactRows(Records records, TaskRows tasks) {
    this.records = records;
    this.tasks = tasks;
  }

  /** The first failure that is of no task but of the session. */
  @Nullable String sessionFailure() {
    return sessionFailure;
  }

  /** Also the cluster's own rows, which are of no worker. */
  void worker(Attributes row, String where) {
    Long at = records.time(row, where);
    if (at == null) {
      return;
    }
    String event = row.text("event");
    String word = event == null ? row.text("state") : event;
    Attributes.Builder attributes = Attributes.builder();
    put(attributes, Keys.WORKER_ID, row.text("worker_id"), row.text("worker"));
    put(attributes, Keys.WORKER_REASON, row.text("reason"), null);
    task(attributes, row.text("task_id"), row);
    String name = workerEvent(word, attributes);
    if (name.equals(WORKER)) {
      put(attributes, "state", word, null);
    }
    Set<String> used = Set.of("worker_id", "worker", "reason", "task_id");
    records.event(name, at, Records.rest(attributes, row, used).build());
  }

  private static String workerEvent(@Nullable String word, Attributes.Builder attributes) {
    if (word == null || !attributes.has(Keys.WORKER_ID)) {
      return WORKER;
    }
    return switch (word) {
      case "started", "worker_added" -> Keys.EVENT_WORKER_ADDED;
      case "removed", "worker_removed" -> Keys.EVENT_WORKER_REMOVED;
      case "task_assigned" -> attributes.has(Keys.TASK_KEY) ? Keys.EVENT_TASK_PLACED : WORKER;
      default -> WORKER;
    };
  }

  /** What a task asked for; and what was measured, which only one tutorial knows. */
  void resource(Attributes row, String where) {
    Long at = records.time(row, where);
    if (at == null) {
      return;
    }
    Attributes.Builder whose = Attributes.builder();
    boolean ofWorker = "worker".equals(row.text("entity_type"));
    task(whose, ofWorker ? null : row.text("entity_id"), row);
    put(whose, Keys.WORKER_ID, ofWorker ? row.text("entity_id") : null, row.text("worker"));
    Attributes entity = whose.build();
    // What a task uses is part of what its worker uses, and must not be added to it.
    String cpu = entity.has(Keys.TASK_KEY) ? TASK_CPU : Keys.CPU_UTILIZATION;
    String memory = entity.has(Keys.TASK_KEY) ? TASK_MEMORY : Keys.MEMORY_USAGE;
    int measured = sample(cpu, at, "1", number(row, "cpu_percent"), 0.01, entity);
    measured += sample(memory, at, "By", number(row, "memory_mb"), MEGABYTE, entity);
    measured += sample(memory, at, "By", number(row, "observed_memory_gb"), GIGABYTE, entity);
    if (measured == 0 || row.has("event_type")) {
      Set<String> used = Set.of("entity_id", "entity_type");
      records.event(RESOURCE, at, Records.rest(whose, row, used).build());
    }
  }

  /** How many samples were made of a value: none where there is no value. */
  private int sample(
      String name, long at, String unit, double value, double scale, Attributes entity) {
    if (Double.isNaN(value)) {
      return 0;
    }
    records.sample(name, at, unit, value * scale, entity);
    return 1;
  }

  private static double number(Attributes row, String field) {
    return switch (row.get(field)) {
      case Value.Int whole -> whole.value();
      case Value.Real real -> real.value();
      case null, default -> Double.NaN;
    };
  }

  void failure(Attributes row, String where) {
    Long at = records.time(row, where);
    if (at == null) {
      return;
    }
    Attributes details =
        row.get("details") instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
    String type = row.text("failure_class");
    String message = row.text("message");
    Attributes.Builder attributes = Attributes.builder();
    String task = row.text("task_id");
    task(attributes, task == null ? details.text("task_id") : task, row);
    put(attributes, Keys.WORKER_ID, details.text("worker_id"), null);
    put(attributes, Keys.EXCEPTION_TYPE, type, null);
    put(attributes, Keys.EXCEPTION_MESSAGE, message, null);
    put(attributes, Keys.EXCEPTION_STACKTRACE, details.text("traceback"), null);
    String words = (type == null ? "" : type + ": ") + (message == null ? "" : message);
    if (sessionFailure == null && !attributes.has(Keys.TASK_KEY)) {
      sessionFailure = words;
    }
    Set<String> used = Set.of("task_id", "failure_class", "message", "details");
    Records.rest(attributes, row, used);
    Records.rest(attributes, details, Set.of("task_id", "worker_id", "traceback"));
    records.failure(FAILURE, at, words, attributes.build());
    tasks.fell(at, words, attributes.build());
  }

  void lookup(Attributes row, String where) {
    Long at = records.time(row, where);
    if (at == null) {
      return;
    }
    boolean hit = "true".equals(row.text("hit")) || "hit".equals(row.text("result"));
    Attributes.Builder attributes = Attributes.builder();
    put(attributes, Keys.CACHE_KEY, row.text("key_digest"), null);
    attributes.put(Keys.CACHE_HIT, Value.of(hit));
    Set<String> used = Set.of("key_digest", "hit", "result");
    records.event(Keys.EVENT_CACHE_LOOKUP, at, Records.rest(attributes, row, used).build());
  }

  void artifact(Attributes row, String where) {
    Long at = records.time(row, where);
    if (at == null) {
      return;
    }
    Attributes.Builder attributes = Attributes.builder();
    put(attributes, Keys.ARTIFACT_ID, row.text("location"), row.text("artifact_name"));
    put(attributes, Keys.ARTIFACT_TYPE, row.text("kind"), null);
    put(attributes, Keys.ARTIFACT_PRODUCER, row.text("task_name"), null);
    Set<String> used = Set.of("location", "kind");
    records.event(Keys.EVENT_ARTIFACT_PRODUCED, at, Records.rest(attributes, row, used).build());
  }

  void cost(Attributes row, String where) {
    Long at = records.time(row, where);
    if (at != null) {
      Attributes attributes = Records.rest(Attributes.builder(), row, Set.of()).build();
      records.event(COST, at, attributes);
    }
  }

  /** Without its rows, the component that it ran in is the best word for a task's kind. */
  private void task(Attributes.Builder attributes, @Nullable String key, Attributes row) {
    if (key != null && !key.isEmpty()) {
      attributes.put(Keys.TASK_KEY, key);
      put(attributes, Keys.TASK_PREFIX, tasks.prefix(key), row.text("component"));
    }
  }

  private static void put(
      Attributes.Builder attributes, String key, @Nullable String one, @Nullable String other) {
    String value = one == null ? other : one;
    if (value != null && !value.isEmpty()) {
      attributes.put(key, value);
    }
  }
}
