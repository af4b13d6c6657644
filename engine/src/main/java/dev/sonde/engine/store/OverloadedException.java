package dev.sonde.engine.store;

import java.time.Duration;

/** Nothing was kept, and the same may come again later. */
public final class OverloadedException extends StoreException {

  private static final long serialVersionUID = 1L;

  private final String why;
  private final Duration retryAfter;

  /**
   * @param why a word for the books: {@code queue}, {@code memory}, {@code disk}, {@code closing}
   */
  public OverloadedException(String why, String message, Duration retryAfter) {
    super(message);
    this.why = why;
    this.retryAfter = retryAfter;
  }

  /** The cause under which the books count it. */
  public String why() {
    return why;
  }

  /** When it is worth trying again. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
