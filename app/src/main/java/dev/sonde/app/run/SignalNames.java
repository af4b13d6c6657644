package dev.sonde.app.run;

import java.util.List;
import java.util.Locale;

/** Linux's signals by number, those that are the same on all of its machines in common use. */
final class SignalNames {

  private static final List<String> NAMES =
      List.of(
          "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU",
          "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private SignalNames() {}

  static boolean isKnown(int number) {
    return number > 0 && number < NAMES.size();
  }

  /** {@code SIGTERM}; {@code signal 40} for one without a name. */
  static String name(int number) {
    return isKnown(number) ? "SIG" + NAMES.get(number) : "signal " + number;
  }

  /**
   * @param name without SIG
   * @return 0 for a name that is none
   */
  static int number(String name) {
    return Math.max(0, NAMES.indexOf(name.toUpperCase(Locale.ROOT)));
  }
}
