package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Reaches an attribute in whichever form a segment keeps it. A segment has either text or VARIANT, the
 * other column is a constant null there, and DuckDB folds its branch away. A key that nothing has is
 * null at once: looking for it would cost 200 to 700 ms for a million sealed records.
 *
 * @param own keys of records; empty set of names means none has any
 * @param resources keys of resources
 * @param text whether a segment keeps text
 * @param sealed whether a segment keeps VARIANT
 */
record DuckDbDialect(Set<String> own, Set<String> resources, boolean text, boolean sealed)
    implements Dialect {

  DuckDbDialect {
    own = Set.copyOf(own);
    resources = Set.copyOf(resources);
  }

  @Override
  public String attribute(String key) {
    List<String> places = new ArrayList<>();
    if (knows(own, key)) {
      if (text) {
        places.add("json_extract_string(attributes_json, " + pointer(key) + ")");
      }
      if (sealed) {
        places.add("attributes_variant[" + Database.literal(key) + "]::VARCHAR");
      }
    }
    if (knows(resources, key)) {
      // Origins are numbered from 0, so that their list is looked up by position.
      places.add(
          "(SELECT list(json_extract_string(o.resource, "
              + pointer(key)
              + ") ORDER BY o.id) FROM store.origins o)[origin + 1]");
    }
    return switch (places.size()) {
      case 0 -> "NULL::VARCHAR";
      case 1 -> places.getFirst();
      default -> "coalesce(" + String.join(", ", places) + ")";
    };
  }

  private static boolean knows(Set<String> keys, String key) {
    return keys.contains(key) || keys.contains(KeyCatalogue.OVERFLOW);
  }

  /** A JSON pointer: in a path, dots and quotes of a key would have a meaning. */
  private static String pointer(String key) {
    return Database.literal("/" + key.replace("~", "~0").replace("/", "~1"));
  }
}
