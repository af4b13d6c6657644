package dev.sonde.ingest.json;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON within texts: how formats without lists and maps carry them. */
public final class Nested {

  /** Keys of the conventions whose values are lists. */
  private static final Set<String> LISTS =
      Set.of(
          Keys.TASK_DEPENDENCIES, Keys.TRANSFER_KEYS, Keys.FRISKY_KEYS, Keys.PLACEMENT_CANDIDATES);

  private Nested() {}

  /** The value as its key wants it: a text that writes a list becomes that list. */
  public static Value asKeyWants(String key, Value value) {
    if (!LISTS.contains(key) || !(value instanceof Value.Text text) || !isList(text.value())) {
      return value;
    }
    Attributes read = read("{\"list\":" + text.value() + "}");
    Value list = read == null ? null : read.get("list");
    return list == null ? value : list;
  }

  private static boolean isList(String text) {
    return text.startsWith("[") && text.endsWith("]");
  }

  /** What a text that writes an object holds; null where it does not. */
  public static @Nullable Attributes read(String object) {
    try {
      return AttributesJson.read(object);
    } catch (JsonFormatException e) {
      return null;
    }
  }
}
