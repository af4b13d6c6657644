package dev.sonde.engine.store;

import dev.sonde.model.Problem;
import java.util.List;
import java.util.Map;

/**
 * What was received on the way into a store: received = stored + duplicate + rejected + dropped.
 *
 * @param format as the answers' {@code source.format} shows it
 * @param duplicates records that were dropped before they came to the store, as a whole source doubled
 * @param rejected could not be understood, by cause
 * @param dropped accepted by a component that could not keep them, by cause
 */
public record Books(
    String format,
    long duplicates,
    Map<String, Long> rejected,
    Map<String, Long> dropped,
    List<Problem> problems) {

  public Books {
    rejected = Map.copyOf(rejected);
    dropped = Map.copyOf(dropped);
    problems = List.copyOf(problems);
  }
}
