package dev.sonde.sdk.pipeline;

import java.util.Map;
import java.util.TreeMap;

/**
 * What was not delivered, since the start.
 *
 * @param records by cause: {@code queue_full} (made faster than they are taken away), {@code
 *     too_fast} (more than 400,000 a second), {@code
 *     destination_full:NAME} (faster than that destination writes), {@code destination_failed:NAME},
 *     {@code destination_rejected:NAME} (a collector did not take them), {@code pool_full:NAME} (written,
 *     and removed for newer ones), {@code unreadable} (made no sense), {@code closed} (made after the
 *     end); empty where nothing was lost
 */
public record Losses(Map<String, Long> records) {

  public Losses {
    records = java.util.Collections.unmodifiableMap(new TreeMap<>(records));
  }

  /** All causes together. */
  public long total() {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }
}
