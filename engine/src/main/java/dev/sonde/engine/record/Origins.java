package dev.sonde.engine.record;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Origin;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The producers of a store's records, by their number; each is one object for as long as it is
 * remembered. They are read in blocks, so that neither one record nor ten million cost more questions
 * than they have to, and a store with a producer for every record does not fill the memory.
 */
final class Origins {

  private static final Sql BLOCK = Sql.of(Origins.class, "origins");

  /** Producers that are asked for at once. */
  private static final int WIDTH = 1024;

  private static final int REMEMBERED = 64;

  private record Numbered(long id, Origin origin) {}

  private final Ask ask;
  private final Map<Long, List<Origin>> blocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Origin>> eldest) {
          return size() > REMEMBERED;
        }
      };

  Origins(Ask ask) {
    this.ask = ask;
  }

  Origin get(long id) {
    long block = id / WIDTH;
    List<Origin> known = blocks.get(block);
    if (known == null) {
      known = read(block * WIDTH);
      blocks.put(block, known);
    }
    return known.get((int) (id % WIDTH));
  }

  private List<Origin> read(long from) {
    List<Origin> origins = new ArrayList<>();
    Map<String, Long> range = Map.of("from", from, "to", from + WIDTH);
    for (Numbered each : ask.rows(BLOCK, range, Origins::origin)) {
      while (origins.size() < each.id() - from) {
        origins.add(Origin.UNKNOWN);
      }
      origins.add(each.origin());
    }
    return origins;
  }

  private static Numbered origin(Row row) {
    String scope = row.textOrNull("scope");
    return new Numbered(
        row.integer("id"),
        new Origin(
            attributes(row, "resource_json"),
            scope == null ? "" : scope,
            attributes(row, "detail")));
  }

  /** The attributes of a record, in the order in which they were said. */
  static Attributes ordered(Row row) {
    Attributes attributes = attributes(row, "attributes");
    String order = row.textOrNull("attribute_order");
    if (order == null
        || attributes.size() < 2
        || !(AttributesJson.readValue(order) instanceof Value.Array keys)) {
      return attributes;
    }
    Attributes.Builder ordered = Attributes.builder();
    for (Value key : keys.values()) {
      Value value = key instanceof Value.Text text ? attributes.get(text.value()) : null;
      if (value != null) {
        ordered.put(((Value.Text) key).value(), value);
      }
    }
    return ordered.build();
  }

  static Attributes attributes(Row row, String column) {
    String json = row.textOrNull(column);
    return json == null ? Attributes.EMPTY : AttributesJson.read(json);
  }
}
