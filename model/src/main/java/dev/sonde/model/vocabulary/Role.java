package dev.sonde.model.vocabulary;

import java.util.Locale;

/** What a span is to the analyses: its place in the table of docs/conventions.md. */
public enum Role {
  ATTEMPT,
  PHASE,
  TRANSFER,
  /** A step of moving data (serialise, queue, compress, write, ...), beside the transfer itself. */
  STAGE,
  SPILL,
  SCHEDULER,
  CLIENT,
  AGENT,
  /** The span around a whole run. */
  RUN,
  /** A marker that nothing was runnable. */
  IDLE,
  /** A span that only carries measured values. */
  METRICS,
  SPAN;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in data and answers. */
  public String word() {
    return word;
  }
}
