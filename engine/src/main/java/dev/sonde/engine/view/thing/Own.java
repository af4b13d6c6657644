package dev.sonde.engine.view.thing;

import dev.sonde.engine.report.Json;
import dev.sonde.engine.view.thing.ThingResult.Told;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What records say of themselves, in a length that fits beside others. */
final class Own {

  /** Longer texts are cut, in characters. */
  private static final int LONGEST = 1_000;

  /** What a row shows in a column of its own. */
  private static final List<String> COLUMNS = List.of(Keys.WORKER_ID, Keys.SERVICE_NAME);

  private Own() {}

  /** A text that is not too long; null stays null. */
  static @Nullable String cut(@Nullable String text) {
    if (text == null || text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "…";
  }

  static Json json(Attributes attributes) {
    Attributes.Builder all = Attributes.builder();
    attributes.forEach((key, value) -> all.put(key, cut(value)));
    return new Json(AttributesJson.write(all.build()));
  }

  private static Value cut(Value value) {
    String text = value instanceof Value.Text plain ? plain.value() : written(value);
    String cut = cut(text);
    return cut == null || cut.equals(text) ? value : Value.of(cut);
  }

  /** A value in one line. */
  static String text(Value value) {
    return value instanceof Value.Text text ? text.value() : written(value);
  }

  private static String written(Value value) {
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return json.toString();
  }

  /** Attributes that all rows have in common. */
  static Json shared(List<Told> rows) {
    Map<String, Value> shared = new TreeMap<>();
    for (int i = 0; i < rows.size(); i++) {
      Attributes own = AttributesJson.read(rows.get(i).attributes().text());
      if (i == 0) {
        own.forEach(shared::put);
      }
      shared.entrySet().removeIf(entry -> !entry.getValue().equals(own.get(entry.getKey())));
    }
    Attributes.Builder all = Attributes.builder();
    shared.forEach(all::put);
    return new Json(AttributesJson.write(all.build()));
  }

  /** What a row says beside what all rows say, in a few words. */
  static String different(Told row, Attributes shared, List<String> named) {
    List<String> parts = new ArrayList<>();
    if (row.body() != null && !row.body().equals(row.name())) {
      parts.add(row.body());
    }
    AttributesJson.read(row.attributes().text())
        .forEach((key, value) -> {
          if (!shared.has(key) && !named.contains(key) && !COLUMNS.contains(key)) {
            parts.add(key + "=" + text(value));
          }
        });
    return String.join("  ", parts);
  }
}
