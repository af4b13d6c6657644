package dev.sonde.sdk.task;

import dev.sonde.sdk.sample.Moved;
import dev.sonde.sdk.scope.Around;
import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the facades of one Sonde put what they record: spans and events of OpenTelemetry's API. For the
 * SDK's own parts.
 */
public final class Recorder {

  private static final String SCOPE = "sonde";

  private final Tracer tracer;
  private final Logger logger;
  private final Context inherited;
  private final boolean addsKeys;
  private final boolean off;
  private final CaptureLimits capture;
  private final Moved moved = new Moved();

  /**
   * @param inherited what this process was started with
   * @param addsKeys whether bound keys must be put on records here, as nobody behind the API does
   */
  public Recorder(OpenTelemetry telemetry, Context inherited, boolean addsKeys) {
    this(telemetry, inherited, addsKeys, CaptureLimits.DEFAULT);
  }

  public Recorder(
      OpenTelemetry telemetry, Context inherited, boolean addsKeys, CaptureLimits capture) {
    this(telemetry, inherited, addsKeys, capture, false);
  }

  private Recorder(
      OpenTelemetry telemetry,
      Context inherited,
      boolean addsKeys,
      CaptureLimits capture,
      boolean off) {
    tracer = telemetry.getTracer(SCOPE);
    logger = telemetry.getLogsBridge().get(SCOPE);
    this.inherited = inherited;
    this.addsKeys = addsKeys;
    this.capture = capture;
    this.off = off;
  }

  /** One that records nothing and makes no context current but for bound keys. */
  public static Recorder off() {
    return new Recorder(OpenTelemetry.noop(), Context.root(), false, CaptureLimits.NOTHING, true);
  }

  /** What transfers and spills said so far. */
  public Moved moved() {
    return moved;
  }

  public boolean isOff() {
    return off;
  }

  /** Makes a span current in that context until it is closed; nothing where nothing is recorded. */
  Within enter(Context around, Span span) {
    return off ? Within.nothing() : Within.context(around.with(span));
  }

  /**
   * What is around this thread: its own context, or what this process was started with where the thread
   * has none.
   */
  public Context around() {
    return Around.or(inherited);
  }

  public Context inherited() {
    return inherited;
  }

  /** A span below what is around this thread. */
  public SpanBuilder span(String name) {
    return span(name, around());
  }

  public SpanBuilder span(String name, Context parent) {
    SpanBuilder span = tracer.spanBuilder(name).setParent(parent);
    if (addsKeys) {
      Attributes keys = Within.keys(parent);
      if (!keys.isEmpty()) {
        span.setAllAttributes(keys);
      }
    }
    return span;
  }

  public EventBuilder event(String name) {
    return event(name, null);
  }

  /**
   * @param said null for what is around this thread
   */
  public EventBuilder event(String name, @Nullable Context said) {
    Context context = said == null ? around() : said;
    EventBuilder event =
        new EventBuilder(logger.logRecordBuilder().setContext(context).setEventName(name));
    if (addsKeys) {
      event.putAll(Within.keys(context));
    }
    return event;
  }

  public Tasks tasks() {
    return new Tasks(this, null);
  }

  /** Tells of tasks as if in that context. */
  public Tasks tasks(Context context) {
    return new Tasks(this, context);
  }

  public Attempt attempt(@Nullable String key) {
    return new Attempt(this, key);
  }

  public WorkerEvents worker(@Nullable String id) {
    return new WorkerEvents(this, id, null);
  }

  /** Tells of a worker as if in that context. */
  public WorkerEvents worker(@Nullable String id, Context context) {
    return new WorkerEvents(this, id, context);
  }

  public Messages messages() {
    return new Messages(this);
  }

  public Artifacts artifacts() {
    return new Artifacts(this);
  }

  public Cache cache() {
    return new Cache(this);
  }

  public Transfer transfer(@Nullable String dataKey) {
    return new Transfer(this, dataKey);
  }

  public Spill spill(@Nullable String dataKey) {
    return new Spill(this, dataKey);
  }

  public Step step(@Nullable String phase) {
    return Step.client(this, phase);
  }

  public Step scheduling(@Nullable String what) {
    return Step.scheduler(this, what);
  }

  /** A value of the user's, within limits; not asked for where the span is not recorded. */
  void capture(Span span, String key, @Nullable Supplier<?> value) {
    Capture.put(span, key, value, capture);
  }

  static void put(Span span, AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      span.setAttribute(key, value);
    }
  }
}
