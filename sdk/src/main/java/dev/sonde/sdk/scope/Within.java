package dev.sonde.sdk.scope;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;

/**
 * Keys of a thing (an agent, a task, a request) that are bound around what happens on this thread until
 * it is closed: every span, event and log record made within has them. {@link Carry} takes them to other
 * threads. Closed by the thread that opened it, the last opened first.
 *
 * <p>Where that order is not kept, nothing stays bound: what is closed too early ends when what was
 * opened within it does; what another thread closes ends with the next that its own thread closes.
 */
public final class Within implements AutoCloseable {

  private static final ContextKey<Attributes> KEYS = ContextKey.named("sonde-keys");
  private static final ContextKey<Within> INNERMOST = ContextKey.named("sonde-within");

  /** One that changes nothing. */
  private static final Within NOTHING = new Within();

  private final long thread = threadId();
  private final Context context;
  private final Scope scope;
  private volatile boolean closed;

  private Within() {
    context = Context.root();
    scope = Scope.noop();
    closed = true;
  }

  @SuppressWarnings("MustBeClosedChecker") // Closed with this.
  private Within(Context inside) {
    context = inside.with(INNERMOST, this);
    scope = context.makeCurrent();
  }

  /** Adds keys to those that are bound already; the same key is bound anew until the end. */
  public static Within open(Context around, Attributes keys) {
    return context(with(around, keys));
  }

  /** Makes a context current until it is closed. */
  public static Within context(Context context) {
    return new Within(context);
  }

  /** Changes nothing; for where the SDK is off. */
  public static Within nothing() {
    return NOTHING;
  }

  public static Context with(Context context, Attributes keys) {
    Attributes around = keys(context);
    return context.with(KEYS, around.isEmpty() ? keys : around.toBuilder().putAll(keys).build());
  }

  /** What is bound in that context; empty where nothing is. */
  public static Attributes keys(Context context) {
    Attributes keys = context.get(KEYS);
    return keys == null ? Attributes.empty() : keys;
  }

  /** A second call does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    Within innermost = Context.current().get(INNERMOST);
    while (innermost != null && innermost.ends()) {
      innermost.scope.close();
      innermost = Context.current().get(INNERMOST);
    }
  }

  /** Whether it is what this thread has opened last, and is closed. */
  private boolean ends() {
    return closed && thread == threadId() && Context.current().equals(context);
  }

  // threadId() is Java 19's; this is the same number.
  @SuppressWarnings("deprecation")
  private static long threadId() {
    return Thread.currentThread().getId();
  }
}
