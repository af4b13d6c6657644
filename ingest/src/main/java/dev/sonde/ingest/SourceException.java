package dev.sonde.ingest;

/**
 * A source cannot be read at all. The message says what was wrong, where, and what to do; it is shown
 * to the user as it is.
 */
public sealed class SourceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private SourceException(String message) {
    super(message);
  }

  /** There is no such file, or it may not be read. */
  public static final class Missing extends SourceException {
    private static final long serialVersionUID = 1L;

    public Missing(String message) {
      super(message);
    }
  }

  /** It is there, but nothing in it is telemetry that Sonde knows. */
  public static final class Unrecognised extends SourceException {
    private static final long serialVersionUID = 1L;

    public Unrecognised(String message) {
      super(message);
    }
  }
}
