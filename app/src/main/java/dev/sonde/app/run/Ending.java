package dev.sonde.app.run;

import org.jspecify.annotations.Nullable;

/**
 * How a process ended. One of the two is there.
 *
 * @param code what it left with
 * @param signal the number of what ended it
 */
record Ending(@Nullable Integer code, @Nullable Integer signal) {

  private static final int BY_SIGNAL = 128;

  static Ending code(int code) {
    return new Ending(code, null);
  }

  static Ending signal(int signal) {
    return new Ending(null, signal);
  }

  /** Of the number that {@code wait} gives. */
  static Ending ofStatus(int status) {
    int signal = status & 0x7f;
    return signal == 0 ? code((status >> 8) & 0xff) : signal(signal);
  }

  /**
   * Of the number that a shell, and Java, makes of it. A program that leaves with 130 by itself cannot
   * be told from one that an interrupt ended; the second is taken to be so where there is such a signal.
   */
  static Ending ofShellCode(int code) {
    return code > BY_SIGNAL && SignalNames.isKnown(code - BY_SIGNAL)
        ? signal(code - BY_SIGNAL)
        : code(code);
  }

  /** As a shell says it: 128 more than the signal. */
  int shellCode() {
    return signal != null ? BY_SIGNAL + signal : code == null ? 0 : code;
  }

  boolean isGood() {
    return code != null && code == 0;
  }

  /** {@code 3} or {@code SIGTERM}. */
  String text() {
    return signal != null ? SignalNames.name(signal) : String.valueOf(code);
  }
}
