package dev.sonde.ingest.spark;

import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the events of jobs and stages to spans. */
final class Jobs {

  private static final int REMEMBERED = 10_000;

  private static final Set<String> MAPPED_STAGE =
      Set.of(
          "Stage ID",
          "Stage Attempt ID",
          "Stage Name",
          "Submission Time",
          "Completion Time",
          "Failure Reason");

  private final Application application;
  private final Stages stages;
  private final Begun begun;

  /** Jobs that have begun: their ends do not say when. */
  private final Map<Long, Span> jobs =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Span> eldest) {
          return size() > REMEMBERED;
        }
      };

  Jobs(Application application, Stages stages, Begun begun) {
    this.begun = begun;
    this.application = application;
    this.stages = stages;
  }

  static String stageName(long stage, long attempt) {
    return "stage " + stage + "." + attempt;
  }

  private static String jobName(long job) {
    return "job " + job;
  }

  @Nullable Flaw started(Attributes event) {
    Long job = event.integer("Job ID");
    Long start = Members.time(event, "Submission Time");
    if (job == null || start == null) {
      return Flaw.untimed("job " + job + " has no id or no submission time");
    }
    for (Value value : Members.list(event, "Stage Infos")) {
      Attributes info = value instanceof Value.Map map ? map.entries() : Attributes.EMPTY;
      Long stage = info.integer("Stage ID");
      if (stage != null) {
        stages.asked(stage, info, job, start);
      }
    }
    Attributes.Builder attributes = Attributes.builder().put("spark.job.id", job);
    Members.keep(
        event,
        "spark.job.",
        Set.of("Event", "Job ID", "Stage Infos", "Submission Time", "Properties"),
        attributes);
    attributes.putAll(Members.object(event, "Properties"));
    Span span =
        span(
            "spark.job",
            jobName(job),
            application.root(),
            start,
            Span.OPEN,
            Failure.NONE,
            attributes.build());
    jobs.put(job, span);
    begun.told(span);
    return null;
  }

  @Nullable Flaw ended(Attributes event) {
    Long job = event.integer("Job ID");
    Long end = Members.time(event, "Completion Time");
    if (job == null || end == null) {
      return Flaw.untimed("the end of job " + job + " has no completion time");
    }
    Span span = jobs.remove(job);
    if (span == null) {
      return Flaw.unpaired("job " + job + " ends, and its start is not in this file");
    } else if (end < span.startNanos()) {
      return Flaw.negative("job " + job + " ends before it starts");
    }
    Attributes result = Members.object(event, "Job Result");
    Attributes.Builder attributes = Attributes.builder().putAll(span.attributes());
    begun.told(
        span(
            "spark.job",
            jobName(job),
            span.parent(),
            span.startNanos(),
            end,
            outcome(result, attributes),
            attributes.build()));
    return null;
  }

  private static Failure outcome(Attributes result, Attributes.Builder attributes) {
    String word = result.text("Result");
    if (word == null) {
      return Failure.NONE;
    } else if (word.equals("JobSucceeded")) {
      return Failure.SUCCESS;
    }
    attributes.put("error.type", word);
    String message = Members.object(result, "Exception").text("Message");
    return Failure.error(message == null ? word : message);
  }

  @Nullable Flaw stage(Attributes event, boolean ended) {
    Attributes info = Members.object(event, "Stage Info");
    Long id = info.integer("Stage ID");
    Long start = Members.time(info, "Submission Time");
    Long end = ended ? Members.time(info, "Completion Time") : Long.valueOf(Span.OPEN);
    if (id == null || start == null || end == null) {
      return Flaw.untimed("stage " + id + " has no id or no time");
    }
    if (ended && end < start) {
      return Flaw.negative("stage " + id + " ends before it starts");
    }
    Stage stage = ended ? stages.get(id) : stages.submitted(id, info, start);
    Long attempt = info.integer("Stage Attempt ID");
    Attributes.Builder attributes = Attributes.builder().put("spark.stage.id", id);
    attributes.put("spark.stage.attempt", attempt == null ? 0 : attempt);
    String called = info.text("Stage Name");
    if (called != null) {
      attributes.put("spark.stage.name", called);
    }
    Members.keep(info, "spark.stage.", MAPPED_STAGE, attributes);
    attributes.putAll(Members.object(event, "Properties"));
    long parent = stage.job == null ? application.root() : application.spanId(jobName(stage.job));
    String name = stageName(id, attempt == null ? 0 : attempt);
    begun.told(
        span("spark.stage", name, parent, start, end, outcome(info, ended), attributes.build()));
    return null;
  }

  private static Failure outcome(Attributes info, boolean ended) {
    String reason = info.text("Failure Reason");
    return reason != null ? Failure.error(reason) : ended ? Failure.SUCCESS : Failure.NONE;
  }

  private Span span(
      String name,
      String what,
      long parent,
      long start,
      long end,
      Failure failure,
      Attributes attributes) {
    return Tasks.span(
        application.driver(),
        application.span(what),
        parent,
        name,
        start,
        end,
        failure,
        attributes);
  }
}
