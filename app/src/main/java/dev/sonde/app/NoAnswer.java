package dev.sonde.app;

/** No server of Sonde's is there. */
final class NoAnswer extends Failure {

  private static final long serialVersionUID = 1L;

  /** Who is there instead. */
  enum Who {
    NOBODY,
    STRANGER
  }

  private final Who who;
  private final String detail;

  /**
   * @param detail why nobody answered, or what to do about a stranger
   */
  NoAnswer(Who who, String detail, String message) {
    super(ExitCode.UNREACHABLE, message);
    this.who = who;
    this.detail = detail;
  }

  Who who() {
    return who;
  }

  String detail() {
    return detail;
  }
}
