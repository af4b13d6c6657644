package dev.sonde.ingest.spark;

import dev.sonde.ingest.Batches;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.vocabulary.Keys;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the events of one application to records. */
final class Events {

  private static final String LISTENER = "SparkListener";

  /** Events without a time, or about what other events say better. Not even parsed. */
  private static final Set<String> UNUSED =
      Set.of(
          "SparkListenerResourceProfileAdded",
          "SparkListenerEnvironmentUpdate",
          "SparkListenerTaskGettingResult",
          "SparkListenerUnpersistRDD",
          "SparkListenerBlockUpdated",
          "SparkListenerExecutorMetricsUpdate",
          "SparkListenerStageExecutorMetrics",
          "org.apache.spark.sql.execution.ui.SparkListenerDriverAccumUpdates",
          "org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate",
          "org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveSQLMetricUpdates");

  private static final Set<String> MAPPED_EXECUTOR =
      Set.of("Event", "Timestamp", "Executor ID", "Executor Info", "Removed Reason");

  private static final Set<String> MAPPED_OTHER =
      Set.of("Event", "Timestamp", "Time", "time", "Executor ID");

  private final Application application;
  private final Batches batches;
  private final Stages stages = new Stages();
  private final Begun begun;
  private final Jobs jobs;
  private final Tasks tasks;
  private @Nullable Span whole;

  Events(Application application, Batches batches) {
    this.application = application;
    this.batches = batches;
    this.begun = new Begun(batches);
    this.jobs = new Jobs(application, stages, begun);
    this.tasks = new Tasks(application, stages, batches, begun);
  }

  static boolean isUnused(String name) {
    return UNUSED.contains(name);
  }

  static boolean isOfTask(String name) {
    return name.equals("SparkListenerTaskStart") || name.equals("SparkListenerTaskEnd");
  }

  @Nullable Flaw take(String name, Attributes event) {
    return switch (name) {
      case "SparkListenerJobStart" -> jobs.started(event);
      case "SparkListenerJobEnd" -> jobEnd(event);
      case "SparkListenerStageSubmitted" -> stageSubmitted(event);
      case "SparkListenerStageCompleted" -> jobs.stage(event, true);
      case "SparkListenerTaskStart" -> tasks.take(event, false);
      case "SparkListenerTaskEnd" -> tasks.take(event, true);
      case "SparkListenerExecutorAdded" -> executor(Keys.EVENT_WORKER_ADDED, event);
      case "SparkListenerExecutorRemoved" -> executor(Keys.EVENT_WORKER_REMOVED, event);
      case "SparkListenerExecutorExcluded", "SparkListenerExecutorBlacklisted" ->
          executor(Keys.EVENT_WORKER_PAUSED, event);
      case "SparkListenerExecutorUnexcluded", "SparkListenerExecutorUnblacklisted" ->
          executor(Keys.EVENT_WORKER_RESUMED, event);
      case "SparkListenerApplicationEnd" -> end(event);
      default -> other(name, event);
    };
  }

  private @Nullable Flaw jobEnd(Attributes event) {
    Flaw flaw = jobs.ended(event);
    if (flaw != null && flaw.harmless()) {
      Long time = Members.time(event, "Completion Time");
      event(application.driver(), "spark.job_end", time, event, Attributes.builder());
    }
    return flaw;
  }

  private @Nullable Flaw stageSubmitted(Attributes event) {
    Flaw flaw = jobs.stage(event, false);
    return flaw == null && stages.wasCapped()
        ? Flaw.capped("the tasks of a stage and its parents are too many to name all dependencies")
        : flaw;
  }

  /**
   * The application begins. Where its end is in another file, its span would stay open for ever.
   *
   * @param part whether this is a part of a rolled log
   */
  @Nullable Flaw start(Attributes event, boolean part) {
    Long time = Members.time(event, "Timestamp");
    if (time == null) {
      return Flaw.untimed("the start of the application has no time");
    }
    Span span = whole(time, Span.OPEN, Failure.NONE, Attributes.EMPTY);
    whole = span;
    if (!part) {
      begun.told(span);
    }
    Attributes.Builder attributes = run();
    Members.keep(event, "spark.", Set.of("Event", "Timestamp", "App ID", "App Name"), attributes);
    add(application.driver(), Keys.EVENT_RUN_STARTED, time, attributes);
    return null;
  }

  private @Nullable Flaw end(Attributes event) {
    Long time = Members.time(event, "Timestamp");
    if (time == null) {
      return Flaw.untimed("the end of the application has no time");
    }
    Long code = event.integer("ExitCode");
    boolean failed = code != null && code != 0;
    Attributes.Builder attributes = run().put(Keys.RUN_STATUS, failed ? "failed" : "ok");
    if (code != null) {
      attributes.put("process.exit.code", code);
    }
    add(application.driver(), Keys.EVENT_RUN_FINISHED, time, attributes);
    Span open = whole;
    if (open == null) {
      return null;
    } else if (time < open.startNanos()) {
      return Flaw.negative("the application ends before it starts");
    }
    Failure failure = failed ? Failure.error("exit code " + code) : Failure.SUCCESS;
    begun.told(whole(open.startNanos(), time, failure, attributes.build()));
    return null;
  }

  /** The log is over: what has not ended by now is open. */
  void close() {
    begun.flush();
  }

  private Span whole(long start, long end, Failure failure, Attributes more) {
    SpanId id = application.span(Application.ROOT);
    Attributes attributes = run().putAll(more).build();
    return Tasks.span(
        application.driver(), id, 0, "spark.application", start, end, failure, attributes);
  }

  private Attributes.Builder run() {
    Attributes.Builder attributes = Attributes.builder();
    if (application.id() != null) {
      attributes.put(Keys.RUN_ID, application.id());
    }
    if (application.name() != null) {
      attributes.put(Keys.RUN_NAME, application.name());
    }
    return attributes;
  }

  private @Nullable Flaw executor(String name, Attributes event) {
    String id = event.text("Executor ID");
    id = id == null ? event.text("executorId") : id;
    Long time = time(event);
    if (id == null || time == null) {
      return Flaw.untimed("an event about executor " + id + " has no id or no time");
    }
    Attributes info = Members.object(event, "Executor Info");
    Attributes.Builder attributes = Attributes.builder().put(Keys.WORKER_ID, id);
    Long cores = info.integer("Total Cores");
    if (cores != null && cores > 0) {
      attributes.put(Keys.WORKER_THREADS, cores);
    }
    String reason = event.text("Removed Reason");
    if (reason != null) {
      attributes.put(Keys.WORKER_REASON, reason);
    }
    Members.keep(info, "spark.executor.", Set.of("Host", "Total Cores"), attributes);
    Members.keep(event, "spark.executor.", MAPPED_EXECUTOR, attributes);
    add(application.executor(id, info.text("Host")), name, time, attributes);
    return null;
  }

  private @Nullable Flaw other(String name, Attributes event) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    simple = simple.startsWith(LISTENER) ? simple.substring(LISTENER.length()) : simple;
    Long time = time(event);
    if (time == null) {
      return Flaw.unsupported("event " + name + " has no time, and nothing is known of it");
    }
    String executor = Members.object(event, "Block Manager ID").text("Executor ID");
    Origin origin = application.driver();
    if (executor != null && !executor.equals("driver")) {
      origin = application.executor(executor, null);
    }
    event(origin, "spark." + Members.word(simple), time, event, Attributes.builder());
    return null;
  }

  private static @Nullable Long time(Attributes event) {
    Long time = Members.time(event, "Timestamp");
    time = time == null ? Members.time(event, "time") : time;
    return time == null ? Members.time(event, "Time") : time;
  }

  private void event(
      Origin origin,
      String name,
      @Nullable Long time,
      Attributes event,
      Attributes.Builder attributes) {
    if (time != null) {
      Members.keep(event, "spark.", MAPPED_OTHER, attributes);
      add(origin, name, time, attributes);
    }
  }

  private void add(Origin origin, String name, long time, Attributes.Builder attributes) {
    Attributes said = attributes.build();
    batches.add(new Event(origin, time, name, 0, null, SpanId.NONE, said, Attributes.EMPTY));
  }
}
