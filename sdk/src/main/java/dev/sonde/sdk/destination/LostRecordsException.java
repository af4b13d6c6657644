package dev.sonde.sdk.destination;

import java.io.IOException;

/** A {@link Destination#write} that failed for some of its records only; the others were kept. */
public final class LostRecordsException extends IOException {

  private static final long serialVersionUID = 1;

  private final String loss;
  private final long records;

  /**
   * @param loss a word for it, under which it is counted, e.g. {@code destination_rejected}
   */
  public LostRecordsException(String loss, long records, Throwable cause) {
    super(String.valueOf(cause.getMessage()), cause);
    this.loss = loss;
    this.records = records;
  }

  public String loss() {
    return loss;
  }

  public long records() {
    return records;
  }
}
