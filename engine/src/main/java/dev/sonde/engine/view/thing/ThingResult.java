package dev.sonde.engine.view.thing;

import dev.sonde.engine.activity.AccountRow;
import dev.sonde.engine.report.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known of one thing.
 *
 * @param by the keys that it is named by
 * @param values of those keys
 * @param lastNs the end of its last record; null while one of its spans is open
 * @param durationS from its first record to its last; null while open
 * @param errors spans that failed
 * @param rows its records in the order of time
 * @param account where its time went; null where that is not known
 * @param shared attributes that all rows have in common
 * @param related what its records name beside, those of most records first
 */
public record ThingResult(
    List<String> by,
    List<String> values,
    long firstNs,
    @Nullable Long lastNs,
    @Nullable Double durationS,
    boolean open,
    long records,
    long spans,
    long events,
    long samples,
    long errors,
    List<Told> rows,
    @Nullable List<AccountRow> account,
    Json shared,
    List<Related> related) {

  public ThingResult {
    by = List.copyOf(by);
    values = List.copyOf(values);
    rows = List.copyOf(rows);
    related = List.copyOf(related);
  }

  /**
   * One record.
   *
   * @param kind span, event or sample
   * @param endNs of spans that have ended
   * @param status of spans
   * @param level word for the severity of an event
   * @param attributes its own; long texts are cut
   */
  public record Told(
      String kind,
      long atNs,
      @Nullable Long endNs,
      @Nullable Double durationS,
      @Nullable String name,
      @Nullable String status,
      @Nullable String level,
      @Nullable String body,
      @Nullable Double value,
      @Nullable String unit,
      @Nullable String service,
      @Nullable String worker,
      @Nullable String taskKey,
      String run,
      @Nullable String traceId,
      @Nullable String spanId,
      @Nullable String parentId,
      Json attributes) {}

  /**
   * A key with the values that its records have.
   *
   * @param count different values
   * @param values the most frequent of them
   */
  public record Related(String key, long count, List<Often> values) {
    public Related {
      values = List.copyOf(values);
    }
  }

  /** A value, and how many of the thing's records have it. */
  public record Often(String value, long records) {}
}
