package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.execution.Heading;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * One heading of an account.
 *
 * @param share of what the account adds up to, 0 to 1
 */
public record AccountRow(String heading, double totalS, double share) {

  /** Those with the most time first; what took none is left out. */
  public static List<AccountRow> of(Map<Heading, Long> sums, long whole) {
    return sums.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .sorted(
            Map.Entry.<Heading, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each ->
            new AccountRow(
                each.getKey().word(),
                each.getValue() / 1e9,
                whole == 0 ? 0 : (double) each.getValue() / whole))
        .toList();
  }
}
