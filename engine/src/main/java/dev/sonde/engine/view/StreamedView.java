package dev.sonde.engine.view;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.RecordStream;

/**
 * A view of raw records. For people it is a list like others; for programs it is a stream of all the
 * records, one a line, which no answer with an envelope could hold.
 */
public interface StreamedView<P extends Record, R extends Record> extends View<P, R> {

  /**
   * Whether this question is answered as a stream.
   *
   * @param json whether JSON was asked for
   */
  boolean streams(P parameters, boolean json);

  /** Writes all records that the question is about, unless a limit was asked for. */
  void stream(P parameters, Ask ask, RecordStream stream);
}
