package dev.sonde.sdk.destination;

/** Where a destination says what it lost although {@link Destination#write} returned. */
@FunctionalInterface
public interface LossCounter {

  /**
   * Safe for several threads.
   *
   * @param cause a word, e.g. {@code destination_rejected}
   */
  void lost(String cause, long records);
}
