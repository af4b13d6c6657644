package dev.sonde.engine.view.task;

import dev.sonde.engine.activity.Waits;
import dev.sonde.engine.report.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One task with all that is known of it. Moments are nanoseconds since the epoch.
 *
 * @param derived whether the state follows from attempts rather than from what a scheduler announced
 * @param sinceNs since when it is in its state
 * @param queueS from ready to the start of the last attempt; null where either is unknown
 * @param waits contiguous, from its submission to its beginning; empty where it has not run
 * @param dependencies the first of them, what is not done before what is
 * @param dependents the first of them by key
 * @param inputs by name, as they were captured
 * @param output null where none was captured
 * @param spans all that name the task, also as what a transfer moved; by start
 * @param why one sentence: why it began when it did, or why it has not; null where nothing says
 * @param chain from the task back to what needed nothing, along what was done last
 * @param slackS how much later it could have ended without moving the end of the run
 */
public record TaskResult(
    String key,
    @Nullable String prefix,
    String state,
    boolean derived,
    String run,
    @Nullable String worker,
    @Nullable Long submittedNs,
    @Nullable Long readyNs,
    @Nullable Long assignedNs,
    @Nullable Long sinceNs,
    @Nullable Double durationS,
    @Nullable Double queueS,
    @Nullable Long resultBytes,
    @Nullable String error,
    List<Attempt> attempts,
    List<Waits.Wait> waits,
    long dependenciesTotal,
    List<Dependency> dependencies,
    long dependentsTotal,
    List<Dependent> dependents,
    Json inputs,
    @Nullable Json output,
    List<Event> events,
    List<Span> spans,
    @Nullable String why,
    List<Waits.Link> chain,
    @Nullable Double slackS) {

  /**
   * One time that it ran.
   *
   * @param endNs null while it runs, and where its call was not recorded
   */
  public record Attempt(
      long attempt,
      @Nullable String worker,
      long startNs,
      @Nullable Long endNs,
      String status,
      @Nullable String error,
      @Nullable String traceId,
      @Nullable String spanId) {}

  /** A task that it needs; all but the key null where nothing else is known of it. */
  public record Dependency(
      String key, @Nullable String state, @Nullable Long endNs, @Nullable String worker) {}

  /** A task that needs it. */
  public record Dependent(String key, String state) {}

  /**
   * A transition, a placement, a log record, or another event of the task.
   *
   * @param body a log's text, null where it has none
   */
  public record Event(
      long atNs,
      @Nullable String name,
      Json attributes,
      @Nullable Long severity,
      @Nullable String body,
      @Nullable String worker) {}

  /**
   * A span that names the task.
   *
   * @param role what it is: attempt, phase, scheduler, transfer, spill, …
   * @param result whether it moved what the task made
   * @param of the other task of a transfer or spill: of its result who needs it, of an input what moved
   */
  public record Span(
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String name,
      @Nullable String worker,
      @Nullable String component,
      @Nullable String role,
      @Nullable String phase,
      long startNs,
      @Nullable Long endNs,
      @Nullable Double durationS,
      @Nullable String status,
      @Nullable Long bytes,
      @Nullable String fromWorker,
      @Nullable String toWorker,
      boolean result,
      @Nullable String of) {}

  public TaskResult {
    attempts = List.copyOf(attempts);
    dependencies = List.copyOf(dependencies);
    dependents = List.copyOf(dependents);
    events = List.copyOf(events);
    spans = List.copyOf(spans);
  }
}
