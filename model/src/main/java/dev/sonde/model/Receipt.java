package dev.sonde.model;

/**
 * What became of a batch. The numbers add up to the batch's size.
 *
 * @param stored will be found again, but for those that sampling lets go
 * @param duplicate were there already
 */
public record Receipt(int stored, int duplicate) {

  public static Receipt stored(int records) {
    return new Receipt(records, 0);
  }
}
