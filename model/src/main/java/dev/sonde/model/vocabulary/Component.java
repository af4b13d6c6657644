package dev.sonde.model.vocabulary;

import java.util.Locale;

/** What a span's time went into, as the overview groups it. */
public enum Component {
  COMPUTE,
  NETWORK,
  DISK,
  SCHEDULER,
  OTHER,
  /** A receive that waits for work to come; not work. */
  WAITING,
  /** Idle markers, metric samples and the span around a whole run: no time of anybody. */
  NONE;

  /** The word in data and answers; empty for {@link #NONE}. */
  public String word() {
    return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
  }
}
