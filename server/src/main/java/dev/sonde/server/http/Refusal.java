package dev.sonde.server.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request that is not done, with what its sender may know of why. No fault of ours, so no stack. */
public final class Refusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable Duration retryAfter;

  /**
   * @param status of HTTP, 400 to 599
   * @param message what was wrong, with which value, and what to do
   */
  public Refusal(int status, String message) {
    this(status, message, null);
  }

  /**
   * @param retryAfter when the same may come again; null where that is of no use
   */
  public Refusal(int status, String message, @Nullable Duration retryAfter) {
    super(message, null, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  public int status() {
    return status;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public String what() {
    return String.valueOf(getMessage());
  }
}
