package dev.sonde.engine.view.things;

import dev.sonde.engine.report.Json;
import dev.sonde.engine.view.things.ThingsResult.Thing;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Attributes in a few words. */
final class Said {

  private static final int MOST = 4;

  /** Longer values would leave no room for others. */
  private static final int LONGEST = 40;

  private Said() {}

  /** What tells this thing from the others shown, else what it says at all. */
  static String text(Json attributes, ThingsResult result) {
    List<String> parts = new ArrayList<>();
    AttributesJson.read(attributes.text())
        .forEach((key, value) -> {
          if (parts.size() < MOST
              && text(value).length() <= LONGEST
              && !isCommon(key, value, result)) {
            parts.add(key + "=" + text(value));
          }
        });
    return String.join("  ", parts);
  }

  private static boolean isCommon(String key, Value value, ThingsResult result) {
    for (Thing thing : result.rows()) {
      Json said = thing.attributes();
      Attributes others = said == null ? Attributes.EMPTY : AttributesJson.read(said.text());
      if (!value.equals(others.get(key))) {
        return false;
      }
    }
    return result.rows().size() > 1;
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return json.toString();
  }

  /** Keys and values as the view {@code thing} takes them. */
  static String argument(List<String> keys, List<String> values) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      parts.add(keys.get(i) + "=" + values.get(i));
    }
    return String.join(",", parts);
  }
}
