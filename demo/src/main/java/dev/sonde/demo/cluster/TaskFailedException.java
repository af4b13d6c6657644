package dev.sonde.demo.cluster;

/** What failed on a worker, as far as it told. */
final class TaskFailedException extends Exception {

  private static final long serialVersionUID = 1L;

  TaskFailedException(String type, String message) {
    super(type + ": " + message, null, false, false);
  }
}
