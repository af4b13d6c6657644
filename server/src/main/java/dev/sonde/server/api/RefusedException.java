package dev.sonde.server.api;

import org.jspecify.annotations.Nullable;

/** A request that is answered with an error. */
final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String hint;

  /**
   * @param hint what to do; null where there is nothing to say
   */
  RefusedException(int status, String message, @Nullable String hint) {
    super(message);
    this.status = status;
    this.hint = hint;
  }

  int status() {
    return status;
  }

  @Nullable String hint() {
    return hint;
  }
}
