package dev.sonde.server;

import org.jspecify.annotations.Nullable;

/** Somebody else listens where the server should. */
public final class PortInUseException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int port;
  private final String option;

  PortInUseException(int port, String option, @Nullable String holder) {
    super(
        "port "
            + port
            + " is in use"
            + (holder == null ? "" : " by " + holder)
            + ": end that, or choose another with "
            + option
            + " (0 takes a free one)");
    this.port = port;
    this.option = option;
  }

  public int port() {
    return port;
  }

  /** The option that chooses the port, e.g. {@code --otlp-grpc}. */
  public String option() {
    return option;
  }
}
