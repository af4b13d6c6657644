package dev.sonde.app;

/** A command ends here, with a message of one to three lines and an exit code. */
class Failure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  Failure(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  Failure(ExitCode exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  ExitCode exit() {
    return exit;
  }
}
