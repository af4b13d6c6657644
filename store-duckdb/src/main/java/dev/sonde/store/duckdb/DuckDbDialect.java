package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reaches an attribute in whichever form a segment keeps it. A segment has either text or VARIANT, the
 * other column is a constant null there, and DuckDB folds its branch away. A key that nothing has is
 * null at once: looking for it would cost 200 to 700 ms for a million sealed records.
 *
 * @param own keys of records with the kinds of their values
 * @param resources keys of resources, likewise
 * @param text whether a segment keeps text
 * @param sealed whether a segment keeps VARIANT
 */
record DuckDbDialect(
    Map<String, Set<String>> own, Map<String, Set<String>> resources, boolean text, boolean sealed)
    implements Dialect {

  /** Kinds that VARIANT writes as JSON does; reals and what is nested it writes in a way of its own. */
  private static final Set<String> PLAIN = Set.of("text", "int", "bool");

  DuckDbDialect {
    own = Map.copyOf(own);
    resources = Map.copyOf(resources);
  }

  @Override
  public String attribute(String key) {
    List<String> places = new ArrayList<>();
    if (knows(own, key)) {
      if (text) {
        places.add("json_extract_string(attributes_json, " + pointer(key) + ")");
      }
      if (sealed) {
        places.addAll(sealed(key));
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

  private List<String> sealed(String key) {
    String value = "attributes_variant[" + Database.literal(key) + "]";
    Set<String> kinds = own.getOrDefault(key, Set.of("map"));
    if (PLAIN.containsAll(kinds)) {
      return List.of(value + "::VARCHAR");
    }
    String json = "json_extract_string(" + value + "::JSON, '$')";
    // The keys of a map have their order only in the text that is kept for it.
    return kinds.contains("map") || kinds.contains("array")
        ? List.of(
            "json_extract_string(CASE WHEN starts_with(attributes_exact, '{') THEN attributes_exact END, "
                + pointer(key)
                + ")",
            json)
        : List.of(json);
  }

  private static boolean knows(Map<String, Set<String>> keys, String key) {
    return keys.containsKey(key) || keys.containsKey(KeyCatalogue.OVERFLOW);
  }

  /** A JSON pointer: in a path, dots and quotes of a key would have a meaning. */
  private static String pointer(String key) {
    return Database.literal("/" + key.replace("~", "~0").replace("/", "~1"));
  }
}
