package dev.sonde.engine.analysis.execution;

import java.util.Locale;

/** What time went into: one vocabulary for the critical path, accounts and waits of a task. */
public enum Heading {
  COMPUTE(true),
  LOCK(true),
  SERIALIZE(true),
  TRANSFER(true),
  SPILL(true),
  SCHEDULER(true),
  CLIENT(true),
  /** A failed attempt that was repeated. */
  RETRY(true),
  /** Sent, and not yet received. */
  MESSAGE(true),
  /** Received, and not yet begun. */
  QUEUE(false),
  /** Ready, and no slot was free. */
  WAIT_SLOT(false),
  WAIT_DEPENDENCY(false),
  /** For a batch queue, a rate limit, a person. */
  WAIT_EXTERNAL(false),
  PAUSED(false),
  /** The worker or agent was not up yet. */
  START(false),
  NO_READY_TASK(false),
  /** Ready, a slot was free, and nobody had decided. */
  NOT_PLACED(false),
  /** After the last of it. */
  END(false),
  UNKNOWN(false);

  private final boolean work;

  Heading(boolean work) {
    this.work = work;
  }

  /** Whether something was done in that time, and not waited. */
  public boolean isWork() {
    return work;
  }

  private static final Heading[] BY_CODE = values();

  /** A small number in place of it, for columns; holds only within one process. */
  @SuppressWarnings("EnumOrdinal") // Never stored or sent.
  public int code() {
    return ordinal();
  }

  public static Heading ofCode(int code) {
    return BY_CODE[code];
  }

  /** The word in data and answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
