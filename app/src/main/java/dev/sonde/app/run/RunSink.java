package dev.sonde.app.run;

import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.util.List;

/** Where the records of a run go. One thread calls it; it may take its time. */
interface RunSink extends AutoCloseable {

  /**
   * Returns once they are kept.
   *
   * @throws IOException where that did not succeed, and may the next time
   * @throws RefusedException where it never will
   */
  void send(List<WideEvent> records) throws IOException, RefusedException;

  @Override
  default void close() throws IOException {}

  /** Nobody wants these records, however often they come. */
  final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }
}
