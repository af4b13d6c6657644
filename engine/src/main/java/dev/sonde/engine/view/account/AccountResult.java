package dev.sonde.engine.view.account;

import dev.sonde.engine.activity.AccountRow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * @param wallClockS of what was asked about, in seconds
 * @param capacityS of all slots while they were there, in seconds; the rows add up to it. Where there are
 *     no slots it is the wall clock
 * @param slots how many there were at most, null where there are none
 * @param expectedS as it was given, null where nothing was expected
 * @param gapS wall clock beyond what was expected; negative where it took less
 * @param gap what the gap is made of: the rows that are no work, along the path
 * @param thing what was asked about instead of the run, null for the run
 */
public record AccountResult(
    double wallClockS,
    double capacityS,
    @Nullable Long slots,
    List<AccountRow> rows,
    @Nullable Double expectedS,
    @Nullable Double gapS,
    List<AccountRow> gap,
    @Nullable String thing) {

  public AccountResult {
    rows = List.copyOf(rows);
    gap = List.copyOf(gap);
  }
}
