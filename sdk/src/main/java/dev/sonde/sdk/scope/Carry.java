package dev.sonde.sdk.scope;

import dev.sonde.model.vocabulary.Keys;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Takes the trace, the run and the bound keys to where the work goes: to other threads whole, to other
 * processes the trace and the run, as W3C's {@code traceparent}, {@code tracestate} and {@code baggage}.
 */
public final class Carry {

  private static final TextMapPropagator W3C =
      TextMapPropagator.composite(
          W3CTraceContextPropagator.getInstance(), W3CBaggagePropagator.getInstance());

  private Carry() {}

  /** Runs it later, elsewhere, as if here. */
  public static Runnable wrap(Runnable work) {
    return Context.current().wrap(work);
  }

  /** What is executed goes on with what was around {@code execute}. */
  public static Executor wrap(Executor executor) {
    return Context.taskWrapping(executor);
  }

  /** What is submitted goes on with what was around {@code submit}. */
  public static ExecutorService wrap(ExecutorService executor) {
    return Context.taskWrapping(executor);
  }

  /** Headers for a message or a request. */
  public static Map<String, String> headers() {
    return headers(Around.here());
  }

  /** The same of another context. */
  public static Map<String, String> headers(Context context) {
    Map<String, String> headers = new HashMap<>();
    W3C.inject(context, headers, (to, key, value) -> putIn(to, key, value));
    return headers;
  }

  private static void putIn(@Nullable Map<String, String> to, String key, String value) {
    if (to != null) {
      to.put(key, value);
    }
  }

  /** Variables for the environment of a child process. */
  public static Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    headers().forEach((key, value) -> variables.put(key.toUpperCase(Locale.ROOT), value));
    return variables;
  }

  /** The context that came with a message, below the one that is current; unknown headers are ignored. */
  public static Context context(Map<String, String> headers) {
    return context(Around.here(), headers);
  }

  /** The same below another context. */
  public static Context context(Context around, Map<String, String> headers) {
    Context context =
        W3C.extract(around, headers, (carrier, key) -> carrier == null ? null : carrier.get(key));
    return withRun(context);
  }

  /** The context that is in the environment of a process, below nothing. */
  public static Context fromEnvironment(Map<String, String> environment) {
    Map<String, String> headers = new HashMap<>();
    for (String name : W3C.fields()) {
      String value = environment.get(name.toUpperCase(Locale.ROOT));
      if (value != null) {
        headers.put(name, value);
      }
    }
    return context(Context.root(), headers);
  }

  /** The run travels as baggage, and is bound as keys where it arrives. */
  public static Context withRun(Context context) {
    AttributesBuilder keys = Attributes.builder();
    Baggage baggage = Baggage.fromContext(context);
    for (String key : new String[] {Keys.RUN_ID, Keys.RUN_NAME}) {
      String value = baggage.getEntryValue(key);
      if (value != null) {
        keys.put(key, value);
      }
    }
    Attributes run = keys.build();
    return run.isEmpty() ? context : Within.with(context, run);
  }
}
