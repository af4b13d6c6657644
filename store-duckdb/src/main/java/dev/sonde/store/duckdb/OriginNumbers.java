package dev.sonde.store.duckdb;

import static dev.sonde.store.duckdb.Column.text;
import static dev.sonde.store.duckdb.Column.whole;

import dev.sonde.model.Origin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers the producers of records from 0 without a gap: they are looked up by position. */
final class OriginNumbers {

  /** One with its number, as it is written. */
  record Numbered(int id, @Nullable String resource, String scope, @Nullable String detail) {}

  static final List<Column<Numbered>> COLUMNS =
      List.of(
          whole("id", Numbered::id),
          text("resource", Numbered::resource),
          text("scope", Numbered::scope),
          text("detail", Numbered::detail));

  private final KeyCatalogue keys;
  private final Map<Origin, Integer> numbers = new HashMap<>();

  /** Those from before, by their texts: they need not become objects again. */
  private final Map<String, Integer> known = new HashMap<>();

  private final List<Numbered> fresh = new ArrayList<>();
  private int count;
  private @Nullable Origin last;
  private int lastNumber;

  OriginNumbers(KeyCatalogue keys) {
    this.keys = keys;
  }

  /** Takes one from before. */
  void know(Numbered origin) {
    known.put(identity(origin), origin.id);
    count = Math.max(count, origin.id + 1);
  }

  @SuppressWarnings("ReferenceEquality") // Only saves the map a question.
  int number(Origin origin) {
    // Readers share one object among the records of a resource, so the map is seldom asked.
    if (origin != last) {
      last = origin;
      lastNumber = numbers.computeIfAbsent(origin, this::take);
    }
    return lastNumber;
  }

  private int take(Origin origin) {
    Numbered numbered =
        new Numbered(
            count, Columns.json(origin.resource()), origin.scope(), Columns.json(origin.detail()));
    Integer before = known.get(identity(numbered));
    if (before != null) {
      return before;
    }
    keys.add("resource", origin.resource());
    fresh.add(numbered);
    return count++;
  }

  private static String identity(Numbered origin) {
    return origin.resource + "\0" + origin.scope + "\0" + origin.detail;
  }

  /** Those that are not written yet. */
  List<Numbered> fresh() {
    return List.copyOf(fresh);
  }

  /** The fresh ones are written. */
  void written() {
    fresh.clear();
  }
}
