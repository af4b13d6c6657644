package dev.sonde.ingest.spark;

import dev.sonde.ingest.Batches;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the events of tasks to attempts and their phases. */
final class Tasks {

  private static final Set<String> MAPPED_INFO =
      Set.of("Executor ID", "Host", "Launch Time", "Finish Time", "Failed", "Getting Result Time");

  /** Told by the attempt's status, as its message, or as what was thrown. */
  private static final Set<String> MAPPED_REASON = Set.of("Description", "Full Stack Trace");

  private final Application application;
  private final Stages stages;
  private final Batches batches;
  private final Begun begun;

  Tasks(Application application, Stages stages, Batches batches, Begun begun) {
    this.begun = begun;
    this.application = application;
    this.stages = stages;
    this.batches = batches;
  }

  /** Why an event about a task cannot be used, null where it was. */
  @Nullable Flaw take(Attributes event, boolean ended) {
    Attributes info = Members.object(event, "Task Info");
    Long stage = event.integer("Stage ID");
    Long task = info.integer("Task ID");
    Long index = info.integer("Partition ID");
    index = index == null || index < 0 ? info.integer("Index") : index;
    if (stage == null || task == null || index == null) {
      return Flaw.malformed("an event about a task without its stage, id or index");
    }
    Long start = Members.time(info, "Launch Time");
    Long end = ended ? Members.time(info, "Finish Time") : Long.valueOf(Span.OPEN);
    if (start == null || end == null) {
      return Flaw.untimed("task " + task + " has no launch or finish time");
    }
    if (ended && end < start) {
      return Flaw.negative("task " + task + " ends " + (start - end) + " ns before it starts");
    }
    attempt(event, info, stages.get(stage), task, index, start, end);
    return null;
  }

  private void attempt(
      Attributes event, Attributes info, Stage stage, long task, long index, long start, long end) {
    long stageAttempt = orZero(event.integer("Stage Attempt ID"));
    String key = stage.id + "." + index;
    Attributes.Builder attributes = Attributes.builder(32).put(Keys.TASK_KEY, key);
    stage.describe(attributes);
    long attempt = orZero(info.integer("Attempt")) + stageAttempt;
    attributes.put(Keys.TASK_ATTEMPT, attempt + 1);
    if (stage.jobSubmitted != null) {
      attributes.put(Keys.TASK_SUBMITTED, stage.jobSubmitted);
    }
    if (attempt == 0 && stage.submitted != null) {
      attributes.put(Keys.TASK_READY, stage.submitted);
    }
    attributes.put("spark.stage.id", stage.id).put("spark.stage.attempt", stageAttempt);
    attributes.put("spark.task.id", task);
    Members.keep(info, "spark.task.", MAPPED_INFO, attributes);
    Attributes metrics = Members.object(event, "Task Metrics");
    metrics(event, metrics, attributes);
    Failure failure = Failure.of(Members.object(event, "Task End Reason"), attributes);
    SpanId id = application.span("task " + task);
    Origin origin = origin(info);
    long parent = application.spanId(Jobs.stageName(stage.id, stageAttempt));
    Span span = span(origin, id, parent, "spark.task", start, end, failure, attributes.build());
    begun.told(span);
    if (!span.isOpen()) {
      phases(info, metrics, new Attempt(origin, id, key, stage.prefix(), task, start, end));
    }
  }

  private static void metrics(Attributes event, Attributes metrics, Attributes.Builder attributes) {
    Long bytes = metrics.integer("Result Size");
    if (bytes != null && bytes > 0) {
      attributes.put(Keys.TASK_RESULT_BYTES, bytes);
    }
    String type = event.text("Task Type");
    if (type != null) {
      attributes.put("spark.task.type", type);
    }
    Members.keep(metrics, "spark.", Set.of("Result Size"), attributes);
    Attributes executor = Members.object(event, "Task Executor Metrics");
    Members.keep(executor, "spark.executor.", Set.of(), attributes);
    Attributes reason = Members.object(event, "Task End Reason");
    Members.keep(reason, "spark.end.", MAPPED_REASON, attributes);
  }

  private Origin origin(Attributes info) {
    String executor = info.text("Executor ID");
    return executor == null || executor.isEmpty()
        ? application.driver()
        : application.executor(executor, info.text("Host"));
  }

  private record Attempt(
      Origin origin, SpanId id, String key, String prefix, long task, long start, long end) {}

  /**
   * Spark tells how long phases were, not when: reading the task is its first work, writing the result
   * its last before the result is fetched.
   */
  private void phases(Attributes info, Attributes metrics, Attempt attempt) {
    long read = Members.duration(metrics, "Executor Deserialize Time");
    long readEnd =
        Math.min(attempt.end, attempt.start + Math.min(read, attempt.end - attempt.start));
    phase(attempt, "deserialize", attempt.start, readEnd);
    Long fetched = Members.time(info, "Getting Result Time");
    long writeEnd = fetched == null ? attempt.end : Math.clamp(fetched, readEnd, attempt.end);
    long write = Members.duration(metrics, "Result Serialization Time");
    phase(attempt, "serialize", writeEnd - Math.min(write, writeEnd - readEnd), writeEnd);
    if (fetched != null) {
      phase(attempt, "fetch_result", writeEnd, attempt.end);
    }
  }

  private void phase(Attempt attempt, String phase, long start, long end) {
    if (start >= end) {
      return;
    }
    Attributes attributes =
        Attributes.builder(4)
            .put(Keys.TASK_KEY, attempt.key)
            .put(Keys.TASK_PREFIX, attempt.prefix)
            .put(Keys.TASK_PHASE, phase)
            .build();
    SpanId id = application.span(phase + " " + attempt.task);
    batches.add(
        span(
            attempt.origin,
            id,
            attempt.id.span(),
            "spark.task." + phase,
            start,
            end,
            Failure.NONE,
            attributes));
  }

  static Span span(
      Origin origin,
      SpanId id,
      long parent,
      String name,
      long start,
      long end,
      Failure failure,
      Attributes attributes) {
    return new Span(
        origin,
        id,
        parent,
        name,
        Span.Kind.UNSPECIFIED,
        start,
        end,
        failure.status(),
        failure.message(),
        attributes,
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private static long orZero(@Nullable Long number) {
    return number == null ? 0 : number;
  }
}
