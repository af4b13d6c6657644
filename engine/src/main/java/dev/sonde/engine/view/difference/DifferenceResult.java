package dev.sonde.engine.view.difference;

import java.util.List;

/**
 * What tells one set of records from another, most first.
 *
 * @param of what is compared: attempts, spans or events
 * @param in what the one set is
 * @param out what the other is
 * @param keys that were compared
 * @param hidden keys that were left out, with the reason
 * @param approximate whether shares are those of a sample of the records
 */
public record DifferenceResult(
    List<Row> rows,
    String of,
    String in,
    String out,
    long recordsIn,
    long recordsOut,
    long keys,
    List<Hidden> hidden,
    boolean approximate) {

  /**
   * One value of one key.
   *
   * @param value of numbers that take many values, a bound: {@code >= 4096} or {@code < 4096}
   * @param shareIn of all records of the one set
   * @param shareOut of all records of the other
   * @param also other keys of which the same value is shared out in the same way
   * @param score what chance does not explain of the difference, 0 to 1
   */
  public record Row(
      String key, String value, double shareIn, double shareOut, double score, List<String> also) {}

  /** A key that says nothing here, and why: id, moment, or chosen by. */
  public record Hidden(String key, String because) {}
}
