package dev.sonde.engine.analysis.compare;

import org.jspecify.annotations.Nullable;

/**
 * One kind of work in one run.
 *
 * @param pieces tasks, whether they ran or not; of spans, spans
 * @param failed pieces that ended with an error
 * @param repeated attempts that were followed by another of the same task
 * @param hits pieces that came out of a cache
 * @param inputs dependencies of a task, on average; null where nothing says of them
 * @param computed those that did not come out of a cache; null where no duration is known
 * @param cached those that did; null where no duration is known
 */
public record Work(
    long pieces,
    long failed,
    long repeated,
    long hits,
    @Nullable Double inputs,
    @Nullable Timing computed,
    @Nullable Timing cached) {

  public static final Work NONE = new Work(0, 0, 0, 0, null, null, null);
}
