package dev.sonde.sdk.pipeline;

/** Closes what nobody has closed when the program ends. */
final class ShutdownHook {

  private final Thread thread;

  ShutdownHook(Runnable close) {
    thread = new Thread(close, "sonde-sdk-end");
  }

  void add() {
    try {
      Runtime.getRuntime().addShutdownHook(thread);
    } catch (IllegalStateException e) {
      // The program is ending already; close() is all there is.
    }
  }

  void remove() {
    try {
      Runtime.getRuntime().removeShutdownHook(thread);
    } catch (IllegalStateException e) {
      // It is this hook that closes, or another one.
    }
  }
}
