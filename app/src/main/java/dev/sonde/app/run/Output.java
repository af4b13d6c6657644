package dev.sonde.app.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Makes log records of the lines of one stream. */
final class Output implements LineSplitter.Lines {

  /** Of lines that are no text, so many are kept. */
  private static final int BINARY_LINES = 1000;

  private static final int ERROR = 17;

  private final String stream;
  private final RunRecords records;
  private final Recorder recorder;
  private final LongSupplier clock;
  private final AtomicLong lines = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong binary = new AtomicLong();
  private long lastNanos;

  /**
   * @param stream {@code stdout} or {@code stderr}
   */
  Output(String stream, RunRecords records, Recorder recorder, LongSupplier clock) {
    this.stream = stream;
    this.records = records;
    this.recorder = recorder;
    this.clock = clock;
  }

  @Override
  public void line(String text, long sizeBytes, boolean isBinary) {
    lines.incrementAndGet();
    int severity = isBinary ? 0 : SaidLevel.of(text);
    if (severity >= ERROR) {
      errors.incrementAndGet();
    }
    if (isBinary && binary.incrementAndGet() > BINARY_LINES) {
      return;
    }
    // Lines that came with one read keep their order in time.
    lastNanos = Math.max(lastNanos + 1, clock.getAsLong());
    recorder.record(records.line(lastNanos, stream, text, sizeBytes, isBinary, severity));
  }

  long lines() {
    return lines.get();
  }

  /** Lines that call themselves errors. */
  long errors() {
    return errors.get();
  }

  /** Lines that are no text and were not kept. */
  long left() {
    return Math.max(0, binary.get() - BINARY_LINES);
  }
}
