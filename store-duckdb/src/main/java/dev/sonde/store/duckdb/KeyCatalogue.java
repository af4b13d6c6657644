package dev.sonde.store.duckdb;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which attribute keys occur, and with which kinds of values. Asking a sealed segment for a key that it
 * does not have costs 200 to 700 ms for a million records, so nobody should have to ask.
 */
final class KeyCatalogue {

  /** More keys than this are data in the place of keys; the catalogue then says only what it has. */
  private static final int LIMIT = 20_000;

  /** Stands for the keys that were too many. */
  static final String OVERFLOW = "*";

  /** By relation and key, a bit for each kind. */
  private final Map<String, Map<String, Integer>> kinds = new HashMap<>();

  record Entry(String relation, String key, String kind) {}

  private static final List<String> WORDS =
      List.of("text", "int", "real", "bool", "bytes", "array", "map", "empty");

  void add(String relation, Attributes attributes) {
    if (attributes.isEmpty()) {
      return;
    }
    Map<String, Integer> known = kinds.computeIfAbsent(relation, _ -> new HashMap<>());
    for (int i = 0; i < attributes.size(); i++) {
      int bit = 1 << kind(attributes.value(i));
      Integer bits = known.get(attributes.key(i));
      if (bits == null || (bits & bit) == 0) {
        String key = bits == null && known.size() >= LIMIT ? OVERFLOW : attributes.key(i);
        known.merge(key, bit, (a, b) -> a | b);
      }
    }
  }

  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    kinds.forEach((relation, known) ->
        known.forEach((key, bits) -> {
          for (int i = 0; i < WORDS.size(); i++) {
            if ((bits & 1 << i) != 0) {
              entries.add(new Entry(relation, key, WORDS.get(i)));
            }
          }
        }));
    return entries;
  }

  private static int kind(Value value) {
    return switch (value) {
      case Value.Text _ -> 0;
      case Value.Int _ -> 1;
      case Value.Real _ -> 2;
      case Value.Bool _ -> 3;
      case Value.Bytes _ -> 4;
      case Value.Array _ -> 5;
      case Value.Map _ -> 6;
      case Value.Empty _ -> 7;
    };
  }
}
