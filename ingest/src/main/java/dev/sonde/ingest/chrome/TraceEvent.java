package dev.sonde.ingest.chrome;

import dev.sonde.model.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * One event as it is written; times in nanoseconds, of whatever clock.
 *
 * @param kind the letter of its phase, blank where there is none
 * @param id what pairs asynchronous and flow events, with the process where it is local to that; empty
 *     where there is none
 * @param args as they are; those that are no object stand under {@code args}
 * @param rest fields without a meaning here
 * @param at its byte in the source
 */
public record TraceEvent(
    char kind,
    String name,
    String category,
    Place place,
    @Nullable Long time,
    @Nullable Long duration,
    String id,
    Attributes args,
    Attributes rest,
    long at) {

  /** Process and thread, as they are written; empty where they are not. */
  public record Place(String process, String thread) {}

  /** When it ends; null where that is not said. */
  public @Nullable Long end() {
    return time == null || duration == null ? null : (Long) (time + duration);
  }
}
