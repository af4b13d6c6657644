package dev.sonde.sdk.task;

import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * Data that goes to disk as memory is short, or comes back: a span from {@link #write} or {@link #read}
 * until it is closed. It is not made current.
 */
public final class Spill implements AutoCloseable {

  private final Recorder recorder;
  private final @Nullable String dataKey;
  private @Nullable String task;
  private @Nullable String worker;
  private @Nullable Span span;
  private boolean writes;
  private long size;

  Spill(Recorder recorder, @Nullable String dataKey) {
    this.recorder = recorder;
    this.dataKey = dataKey;
  }

  /** The task that waits for it, where one does. */
  public Spill task(String key) {
    task = key;
    Recorder.put(span == null ? Span.getInvalid() : span, Fields.TASK_KEY, key);
    return this;
  }

  /** The worker whose data it is, where the process is not that worker as a whole. */
  public Spill worker(String id) {
    worker = id;
    Recorder.put(span == null ? Span.getInvalid() : span, Fields.WORKER_ID, id);
    return this;
  }

  /** To disk; begins now. */
  public Spill write() {
    return begin("spill.write", "write");
  }

  /** From disk; begins now. */
  public Spill read() {
    return begin("spill.read", "read");
  }

  private Spill begin(String name, String direction) {
    if (span == null) {
      writes = direction.equals("write");
      Span begun = recorder.span(name).startSpan();
      Recorder.put(begun, Fields.SPILL_KEY, dataKey);
      begun.setAttribute(Fields.SPILL_DIRECTION, direction);
      Recorder.put(begun, Fields.TASK_KEY, task);
      Recorder.put(begun, Fields.WORKER_ID, worker);
      span = begun;
    }
    return this;
  }

  public Spill bytes(long bytes) {
    if (span != null) {
      span.setAttribute(Fields.SPILL_BYTES, bytes);
      size = Math.max(0, bytes);
    }
    return this;
  }

  public Spill failed(Throwable why) {
    Failure.put(span, why);
    return this;
  }

  @Override
  public void close() {
    if (span != null) {
      span.end();
      if (writes) {
        recorder.moved().spill(size);
      } else {
        recorder.moved().unspill(size);
      }
      size = 0;
    }
  }
}
