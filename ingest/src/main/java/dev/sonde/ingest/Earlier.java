package dev.sonde.ingest;

/**
 * What a source says of records that did not come into it, when it was made from another one: a stream
 * of Sonde's that is read again keeps telling what was missing the first time. These records are not in
 * {@link Intake.Read}'s sum of what was received.
 */
public record Earlier(long duplicates, long rejected, long dropped) {

  public static final Earlier NONE = new Earlier(0, 0, 0);

  /** Without so many that are counted from the records themselves: a trailer has them in its sum. */
  Earlier withoutDropped(long counted) {
    return new Earlier(duplicates, rejected, Math.max(0, dropped - counted));
  }
}
