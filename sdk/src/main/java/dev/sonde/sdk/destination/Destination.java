package dev.sonde.sdk.destination;

import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.util.List;

/**
 * A place that records go to: implement it to send them anywhere. One thread of its own calls a
 * destination, so it may take its time; what comes faster than it writes is dropped in front of it and
 * counted. A failure is counted, said once in a while, and ends nothing.
 */
public interface Destination extends AutoCloseable {

  /** Called once, before the first {@link #write}, with where to say what is lost later. */
  default void counting(LossCounter losses) {}

  /**
   * Takes records; they are redacted and within limits.
   *
   * @throws IOException where they could not be kept; they count as dropped
   */
  void write(List<WideEvent> records) throws IOException;

  /** Makes what was written safe from the end of the process; called whenever no more is waiting. */
  default void flush() throws IOException {}

  /** Called once, after the last {@link #write}. An interrupt before it says that time is up. */
  @Override
  default void close() throws IOException {}

  /**
   * Whether it wants spans that have begun and not ended: such a record is replaced by a later one of
   * the same id. Sonde's readers know how; other collectors may not.
   */
  default boolean wantsOpenSpans() {
    return false;
  }
}
