package dev.sonde.engine.store;

/** What is to be removed from a store. */
public sealed interface Removal {

  /** Everything. */
  record All() implements Removal {}

  /** One run, with all that belongs to it. */
  record Run(String id) implements Removal {}

  /**
   * One trace: its spans, and the events that name it.
   *
   * @param id 32 hexadecimal digits
   */
  record Trace(String id) implements Removal {}

  /**
   * What ended before a moment; pinned runs stay.
   *
   * @param beforeNanos since the epoch
   */
  record Older(long beforeNanos) implements Removal {}
}
