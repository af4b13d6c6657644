package dev.sonde.sdk;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.EventBuilder;
import dev.sonde.sdk.task.Failure;
import dev.sonde.sdk.task.Recorder;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a workflow: everything that happens on this thread until it is closed, and wherever
 * {@link Carry} takes it, has its id and is in one trace. A run within a run has an id of its own in the
 * same trace, and {@code run.parent.id} names the outer one. Closed by the thread that opened it.
 */
public final class Run implements AutoCloseable {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private static final AttributeKey<String> ID = AttributeKey.stringKey(Keys.RUN_ID);
  private static final AttributeKey<String> NAME = AttributeKey.stringKey(Keys.RUN_NAME);
  private static final AttributeKey<String> PARENT = AttributeKey.stringKey(Keys.RUN_PARENT_ID);

  private final Recorder recorder;
  private final String id;
  private final @Nullable String outer;
  private final Span span;
  private final Context context;
  private final Within within;
  private final AttributesBuilder said = Attributes.builder();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile String status = "ok";

  private Run(Recorder recorder, String id, @Nullable String outer, Span span, Context context) {
    this.recorder = recorder;
    this.id = id;
    this.outer = outer;
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
    String outer = Within.keys(around).get(ID);
    Context bound = Within.with(around, Attributes.of(ID, id, NAME, name));
    Span span = recorder.span(name, bound).startSpan();
    if (outer != null) {
      span.setAttribute(PARENT, outer);
    }
    Baggage baggage =
        Baggage.fromContext(around).toBuilder()
            .put(Keys.RUN_ID, id)
            .put(Keys.RUN_NAME, name)
            .build();
    Context inside = recorder.isOff() ? bound : bound.with(baggage).with(span);
    Run run = new Run(recorder, id, outer, span, inside);
    run.event(Keys.EVENT_RUN_STARTED).emit();
    return run;
  }

  /** Unique; sorts by the second in which it began. */
  public String id() {
    return id;
  }

  /** To be made current elsewhere, where nothing else carries it. */
  public Context context() {
    return context;
  }

  /** What is known of it besides, such as its parameters. */
  public Run set(String key, String value) {
    if (key != null && value != null) {
      said.put(AttributeKey.stringKey(key), value);
      span.setAttribute(key, value);
    }
    return this;
  }

  /** The same of a number. */
  public Run set(String key, long value) {
    if (key != null) {
      said.put(AttributeKey.longKey(key), value);
      span.setAttribute(key, value);
    }
    return this;
  }

  /** Says that the run failed, and by what. */
  public Run failed(Throwable cause) {
    status = "failed";
    Failure.put(span, cause);
    return this;
  }

  /** Does that as this run; what it throws is told as the run's failure and thrown on. Does not close. */
  public <T> T call(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (Throwable why) {
      failed(why);
      throw why;
    }
  }

  private EventBuilder event(String name) {
    return recorder.event(name, context).put(Keys.RUN_PARENT_ID, outer);
  }

  /** Ends it. A second call does nothing. */
  @Override
  public void close() {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    event(Keys.EVENT_RUN_FINISHED).putAll(said.build()).put(Keys.RUN_STATUS, status).emit();
    span.setAttribute(Keys.RUN_STATUS, status);
    span.end();
    within.close();
  }
}
