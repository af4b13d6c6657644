package dev.sonde.ingest;

import dev.sonde.model.EventSink;
import java.io.IOException;

/** Reads one foreign format. Recognises by content, streams, and says what it could not use. */
public interface Importer {

  /** The name that answers show and {@code --format} takes, e.g. {@code frisky-spans}. */
  String format();

  /** What it reads, in one line for people. */
  String purpose();

  /** Whether these first bytes look like its format; never throws. */
  Match sniff(Head head);

  /**
   * Reads to the end, in bounded memory. Whatever cannot be understood is counted in {@code problems};
   * damage ends the reading early but keeps what came before.
   *
   * @throws IOException only where the input itself fails to be read
   */
  void read(Input input, EventSink sink, Problems problems) throws IOException;

  /** How sure an importer is that a source is its own. */
  enum Match {
    NO,
    MAYBE,
    YES
  }
}
