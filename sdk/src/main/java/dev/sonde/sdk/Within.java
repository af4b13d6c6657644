package dev.sonde.sdk;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * Keys of a thing (an agent, a task, a request) that are bound around what happens on this thread until
 * it is closed: every span, event and log record made within has them. {@link Carry} takes them to other
 * threads. Closed by the thread that opened it, the last opened first.
 */
public final class Within implements AutoCloseable {

  private static final ContextKey<Attributes> KEYS = ContextKey.named("sonde-keys");

  private final Scope scope;

  private Within(Scope scope) {
    this.scope = scope;
  }

  /** Adds keys to those that are bound already; the same key is bound anew until the end. */
  @SuppressWarnings("MustBeClosedChecker") // Closed with this.
  static Within open(Attributes keys) {
    return new Within(with(Context.current(), keys).makeCurrent());
  }

  static Context with(Context context, Attributes keys) {
    Attributes around = keys(context);
    return context.with(KEYS, around.isEmpty() ? keys : around.toBuilder().putAll(keys).build());
  }

  /** What is bound in that context; empty where nothing is. */
  public static Attributes keys(Context context) {
    Attributes keys = context.get(KEYS);
    return keys == null ? Attributes.empty() : keys;
  }

  @Override
  public void close() {
    scope.close();
  }
}
