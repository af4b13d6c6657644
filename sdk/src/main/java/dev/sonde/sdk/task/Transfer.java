package dev.sonde.sdk.task;

import io.opentelemetry.api.trace.Span;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Data that moves from one worker to another: a span over the time on the wire, made by the side that
 * receives. Begun and closed by any thread; it is not made current.
 *
 * <pre>{@code
 * try (Transfer transfer = sonde.transfer("load-1").task("sum-1").from("w1").to("w2").begin()) {
 *   transfer.bytes(fetch());
 * }
 * }</pre>
 */
public final class Transfer implements AutoCloseable {

  private final Recorder recorder;
  private final @Nullable String dataKey;
  private @Nullable List<String> keys;
  private @Nullable String task;
  private @Nullable String from;
  private @Nullable String to;
  private @Nullable Span span;
  private long size;

  Transfer(Recorder recorder, @Nullable String dataKey) {
    this.recorder = recorder;
    this.dataKey = dataKey;
  }

  /** All that one message carries, where that is more than the one key. */
  public Transfer keys(Collection<String> all) {
    keys = all == null ? null : EventBuilder.present(all);
    return this;
  }

  /** The task that needs it. */
  public Transfer task(String key) {
    task = key;
    return this;
  }

  public Transfer from(String worker) {
    from = worker;
    return this;
  }

  public Transfer to(String worker) {
    to = worker;
    return this;
  }

  public Transfer begin() {
    if (span == null) {
      Span begun = recorder.span("transfer").startSpan();
      Recorder.put(begun, Fields.TRANSFER_KEY, dataKey);
      if (keys != null) {
        begun.setAttribute(Fields.TRANSFER_KEYS, keys);
        begun.setAttribute(Fields.TRANSFER_KEY_COUNT, (long) keys.size());
      }
      Recorder.put(begun, Fields.TASK_KEY, task);
      Recorder.put(begun, Fields.TRANSFER_FROM, from);
      Recorder.put(begun, Fields.TRANSFER_TO, to);
      span = begun;
    }
    return this;
  }

  /** How much data it is, before compression. */
  public Transfer bytes(long bytes) {
    size = span == null ? 0 : Math.max(0, bytes);
    return put(span, Fields.TRANSFER_BYTES, bytes);
  }

  /** How much went over the wire. */
  public Transfer wireBytes(long bytes) {
    return put(span, Fields.TRANSFER_WIRE_BYTES, bytes);
  }

  private Transfer put(
      @Nullable Span begun, io.opentelemetry.api.common.AttributeKey<Long> key, long value) {
    if (begun != null) {
      begun.setAttribute(key, value);
    }
    return this;
  }

  public Transfer failed(Throwable why) {
    Failure.put(span, why);
    return this;
  }

  @Override
  public void close() {
    if (span != null) {
      span.end();
      recorder.moved().receive(size);
      size = 0;
    }
  }
}
