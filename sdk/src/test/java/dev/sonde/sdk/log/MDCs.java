package dev.sonde.sdk.log;

import ch.qos.logback.classic.LoggerContext;

/** The thread's keys of one Logback context. */
final class MDCs {

  private MDCs() {}

  static void with(LoggerContext context, String key, String value, Runnable inside) {
    context.getMDCAdapter().put(key, value);
    try {
      inside.run();
    } finally {
      context.getMDCAdapter().remove(key);
    }
  }
}
