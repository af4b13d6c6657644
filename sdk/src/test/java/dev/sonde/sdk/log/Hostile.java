package dev.sonde.sdk.log;

/** Has no text. */
final class Hostile {
  @Override
  public String toString() {
    throw new IllegalStateException("no text");
  }
}
