package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Heading;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that took time: an attempt, a phase around one, a transfer, a spill, a decision of the
 * scheduler, a phase of the client, a step of an agent.
 *
 * @param attempt whether it is the task's own code; then it fills a slot of its worker
 * @param task whose it is, or who waits for it; null where it is nobody's
 * @param name of the span
 * @param worker where it ran, for a transfer where it arrived
 * @param peer of a transfer the worker that it came from, null elsewhere and where that is unknown
 * @param data what moved, null where nothing did
 * @param span its id in answers, null where it has none
 * @param startNanos since the epoch
 * @param endNanos since the epoch, not before the start
 * @param submittedNanos when its task was submitted, null where that is unknown; so with the next
 */
public record Work(
    Heading heading,
    boolean attempt,
    @Nullable String task,
    @Nullable String prefix,
    @Nullable String name,
    @Nullable String worker,
    @Nullable String peer,
    @Nullable String data,
    @Nullable String span,
    long startNanos,
    long endNanos,
    @Nullable Long submittedNanos,
    @Nullable Long assignedNanos) {

  public Work {
    Objects.requireNonNull(heading, "heading is null");
    if (endNanos < startNanos) {
      throw new IllegalArgumentException(
          "work from " + startNanos + " to " + endNanos + " ends before it starts");
    }
  }
}
