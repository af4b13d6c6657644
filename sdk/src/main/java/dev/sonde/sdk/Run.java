package dev.sonde.sdk;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.task.EventBuilder;
import dev.sonde.sdk.task.Recorder;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One execution of a workflow: everything that happens on this thread until it is closed, and wherever
 * {@link Carry} takes it, has its id and is in one trace. A run within a run has an id of its own in the
 * same trace. Closed by the thread that opened it.
 */
public final class Run implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private final Recorder recorder;
  private final String id;
  private final Span span;
  private final Context context;
  private final Within within;
  private String status = "ok";

  private Run(Recorder recorder, String id, Span span, Context context) {
    this.recorder = recorder;
    this.id = id;
    this.span = span;
    this.context = context;
    this.within = Within.context(context);
  }

  static Run open(Recorder recorder, String name) {
    Context around = recorder.around();
    String id =
        STAMP.format(Instant.now())
            + "-"
            + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    Context bound =
        Within.with(
            around, Attributes.builder().put(Keys.RUN_ID, id).put(Keys.RUN_NAME, name).build());
    Baggage baggage =
        Baggage.fromContext(around).toBuilder()
            .put(Keys.RUN_ID, id)
            .put(Keys.RUN_NAME, name)
            .build();
    Span span = recorder.span(name, bound).startSpan();
    Run run = new Run(recorder, id, span, bound.with(baggage).with(span));
    run.event(Keys.EVENT_RUN_STARTED);
    return run;
  }

  /** Unique; sorts by time. */
  public String id() {
    return id;
  }

  /** To be made current elsewhere, where nothing else carries it. */
  public Context context() {
    return context;
  }

  /** Says that the run failed, and by what. */
  public Run failed(Throwable cause) {
    status = "failed";
    span.recordException(cause);
    span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
    return this;
  }

  private void event(String name) {
    EventBuilder event = recorder.event(name, context);
    if (name.equals(Keys.EVENT_RUN_FINISHED)) {
      event.put(Keys.RUN_STATUS, status);
    }
    event.emit();
  }

  @Override
  public void close() {
    event(Keys.EVENT_RUN_FINISHED);
    span.setAttribute(Keys.RUN_STATUS, status);
    span.end();
    within.close();
  }
}
