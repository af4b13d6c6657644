package dev.sonde.sdk.scope;

import io.opentelemetry.context.Context;

/** What is around a thread that nothing has been bound on: what its process was started in. */
public final class Around {

  private static volatile Context process = Context.root();

  private Around() {}

  /** The thread's own context, or the process's where it has none. */
  public static Context here() {
    return or(process);
  }

  /** The thread's own context, or the other where it has none. */
  public static Context or(Context other) {
    Context own = Context.current();
    return own.equals(Context.root()) ? other : own;
  }

  /** Says what the process was started in; the root where that is over. */
  public static void process(Context context) {
    process = context;
  }
}
