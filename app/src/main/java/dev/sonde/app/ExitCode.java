package dev.sonde.app;

/** What the process ends with; docs/commands.md lists them for users. */
enum ExitCode {
  ANSWERED(0),
  CHECK_FAILED(1),
  USAGE(2),
  UNREADABLE(3),
  UNREACHABLE(4),
  CANNOT_START(5),
  DEFECT(70),
  INTERRUPTED(130);

  final int code;

  ExitCode(int code) {
    this.code = code;
  }
}
