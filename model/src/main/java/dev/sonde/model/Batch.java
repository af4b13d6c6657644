package dev.sonde.model;

import java.util.List;

/** Records that travel together; kept or refused as one. */
public record Batch(List<WideEvent> records) {

  public Batch {
    records = List.copyOf(records);
  }

  public int size() {
    return records.size();
  }
}
