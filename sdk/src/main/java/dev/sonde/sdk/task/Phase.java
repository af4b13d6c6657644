package dev.sonde.sdk.task;

import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A phase around an attempt, from {@link Attempt#phase} until it is closed. */
public final class Phase implements AutoCloseable {

  private final Span span;
  private final Within within;

  private Phase(Span span, Within within) {
    this.span = span;
    this.within = within;
  }

  static Phase begin(
      Recorder recorder,
      @Nullable String phase,
      @Nullable String key,
      @Nullable String prefix,
      @Nullable String worker) {
    Context around = recorder.around();
    String name = phase == null ? "other" : phase;
    Span span = recorder.span("task." + name, around).startSpan();
    span.setAttribute(Fields.TASK_PHASE, name);
    Recorder.put(span, Fields.TASK_KEY, key);
    Recorder.put(span, Fields.TASK_PREFIX, prefix);
    Recorder.put(span, Fields.WORKER_ID, worker);
    return new Phase(span, recorder.enter(around, span));
  }

  public Phase failed(Throwable why) {
    Failure.put(span, why);
    return this;
  }

  @Override
  public void close() {
    span.end();
    within.close();
  }
}
