package dev.sonde.store.duckdb;

import static dev.sonde.store.duckdb.Column.text;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  private final List<Entry> fresh = new ArrayList<>();

  record Entry(String relation, String key, String kind) {}

  static final List<Column<Entry>> COLUMNS =
      List.of(
          text("relation", Entry::relation), text("key", Entry::key), text("kind", Entry::kind));

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
        Integer before = known.get(key);
        if (before == null || (before & bit) == 0) {
          known.merge(key, bit, (a, b) -> a | b);
          fresh.add(new Entry(relation, key, WORDS.get(Integer.numberOfTrailingZeros(bit))));
        }
      }
    }
  }

  /** Takes what is known from before. */
  void know(Entry entry) {
    int bit = 1 << WORDS.indexOf(entry.kind);
    kinds
        .computeIfAbsent(entry.relation, _ -> new HashMap<>())
        .merge(entry.key, bit, (a, b) -> a | b);
  }

  /** All kinds of values under each key, of resources or of records. */
  Map<String, Set<String>> kinds(boolean resource) {
    Map<String, Set<String>> all = new HashMap<>();
    kinds.forEach((relation, known) -> {
      if (relation.equals("resource") == resource) {
        known.forEach((key, bits) -> {
          Set<String> words = all.computeIfAbsent(key, _ -> new HashSet<>());
          for (int i = 0; i < WORDS.size(); i++) {
            if ((bits & 1 << i) != 0) {
              words.add(WORDS.get(i));
            }
          }
        });
      }
    });
    return all;
  }

  /** What was added and is not written yet. */
  List<Entry> fresh() {
    return List.copyOf(fresh);
  }

  /** The fresh ones are written. */
  void written() {
    fresh.clear();
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
