package dev.sonde.sdk.task;

import dev.sonde.sdk.Within;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A phase of the program that submits the work: a span from now until it is closed. */
public final class Step implements AutoCloseable {

  private final Span span;
  private final Within within;

  Step(Recorder recorder, @Nullable String phase) {
    Context around = recorder.around();
    String name = phase == null ? "other" : phase;
    span = recorder.span("client." + name, around).startSpan();
    span.setAttribute(Fields.RUN_PHASE, name);
    within = Within.context(recorder.inside(around, span));
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
