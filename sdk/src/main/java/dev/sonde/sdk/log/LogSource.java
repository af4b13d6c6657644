package dev.sonde.sdk.log;

/**
 * A logging library that records are taken from. What the program's own configuration of it sees and
 * writes stays the same to the byte.
 */
public interface LogSource {

  /** Begins to hand records to the hub. */
  void attach(LogHub hub);

  /** What the hub wants is no longer what it was. */
  default void changed() {}

  /** Takes away what {@link #attach} added, and nothing else. */
  void detach();
}
