package dev.sonde.app;

/**
 * What the process ends with; docs/commands.md lists them for users. Beside these, {@code sonde run} ends
 * with what its command ended with.
 */
record ExitCode(int code) {
  static final ExitCode ANSWERED = new ExitCode(0);
  static final ExitCode CHECK_FAILED = new ExitCode(1);
  static final ExitCode USAGE = new ExitCode(2);
  static final ExitCode UNREADABLE = new ExitCode(3);
  static final ExitCode UNREACHABLE = new ExitCode(4);
  static final ExitCode CANNOT_START = new ExitCode(5);
  static final ExitCode DEFECT = new ExitCode(70);

  /** {@code sonde run} could not run its command, for reasons of its own. */
  static final ExitCode NOT_OBSERVED = new ExitCode(125);

  static final ExitCode INTERRUPTED = new ExitCode(130);
}
