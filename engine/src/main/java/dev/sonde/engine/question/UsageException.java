package dev.sonde.engine.question;

/**
 * The question cannot be answered as it was put: an option that cannot be understood, a task, worker or
 * run that is not there. The message says which value, what is known, and what to write instead.
 */
public class UsageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
