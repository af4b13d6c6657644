package dev.sonde.sdk.task;

import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What the program that submits the work does, or the scheduler: a span until it is closed. */
public final class Step implements AutoCloseable {

  private final Span span;
  private final Within within;

  private Step(Span span, Within within) {
    this.span = span;
    this.within = within;
  }

  static Step client(Recorder recorder, @Nullable String phase) {
    String name = phase == null ? "other" : phase;
    return begin(recorder, "client." + name, Fields.RUN_PHASE, name);
  }

  static Step scheduler(Recorder recorder, @Nullable String what) {
    String name = what == null ? "other" : what;
    return begin(recorder, "scheduler." + name, Fields.COMPONENT, "scheduler");
  }

  private static Step begin(
      Recorder recorder, String name, AttributeKey<String> key, String value) {
    Context around = recorder.around();
    Span span = recorder.span(name, around).startSpan();
    span.setAttribute(key, value);
    return new Step(span, recorder.enter(around, span));
  }

  /** The task that it is about, where it is about one. */
  public Step task(String key) {
    Recorder.put(span, Fields.TASK_KEY, key);
    return this;
  }

  public Step failed(Throwable why) {
    Failure.put(span, why);
    return this;
  }

  @Override
  public void close() {
    span.end();
    within.close();
  }
}
