package dev.sonde.engine.view.fields;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Attribute keys, those of the most records first.
 *
 * @param records in all: spans, events and samples
 * @param approximate whether distinct values are estimated (within a few percent)
 * @param missing records without the key that {@code --missing} names, in time order; null without it
 */
public record FieldsResult(
    List<Field> rows, long records, boolean approximate, @Nullable List<Lacking> missing) {

  /**
   * One key.
   *
   * @param kinds how many records have a value of which type
   * @param records that have it, themselves or through their resource
   * @param share of all records
   * @param examples the most frequent values among the first records
   * @param places where it stands: span, event, sample, resource
   */
  public record Field(
      String key,
      Map<String, Long> kinds,
      long records,
      double share,
      long distinct,
      List<String> examples,
      List<String> places) {

    /** The same with examples. */
    Field with(List<String> shown) {
      return new Field(key, kinds, records, share, distinct, shown, places);
    }
  }

  /** A record that lacks a key. */
  public record Lacking(
      String kind,
      long atNs,
      @Nullable String name,
      @Nullable String service,
      @Nullable String worker,
      @Nullable String traceId,
      @Nullable String spanId) {}
}
