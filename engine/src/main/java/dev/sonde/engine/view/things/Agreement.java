package dev.sonde.engine.view.things;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.things.ThingsResult.Thing;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the records of a thing agree on: attributes of which all records that have them say the same. */
final class Agreement {

  /** Things that are looked at; an answer with more rows leaves the rest without. */
  private static final int MOST_THINGS = 100;

  /** Keys of records that are looked at: each is a look at every record of the things shown. */
  private static final int MOST_KEYS = 24;

  /** The same where there are very many records. */
  private static final int FEW_KEYS = 8;

  private static final long MANY_RECORDS = 200_000;

  /** Producers whose attributes are read; of more the processes hardly agree on anything. */
  private static final int MOST_ORIGINS = 1_000;

  /** Longer values are what was worked on, not what it was. */
  private static final int LONGEST = 200;

  /** What columns hold, under the names by which they can be asked for. */
  private static final List<String> COLUMNS =
      List.of(
          "name", Keys.SERVICE_NAME, Keys.WORKER_ID, Keys.TASK_KEY, Keys.TASK_PREFIX, Keys.RUN_ID);

  private static final Sql KEYS = Sql.of(Agreement.class, "keys");
  private static final Sql AGREED = Sql.of(Agreement.class, "agreed");
  private static final Sql RESOURCES = Sql.of(Agreement.class, "resources");

  /**
   * @param kind of all its values; null where they differ in kind
   */
  private record Known(String key, @Nullable String kind) {}

  private record Said(List<@Nullable String> id, Attributes own, List<Long> origins) {}

  private final ByKeys by;
  private final Ask ask;

  Agreement(ByKeys by, Ask ask) {
    this.by = by;
    this.ask = ask;
  }

  /** The same things, the first of them with what they agree on. */
  List<Thing> of(List<Thing> things) {
    List<Thing> first = things.subList(0, Math.min(things.size(), MOST_THINGS));
    if (first.isEmpty()) {
      return things;
    }
    List<Known> keys = keys(first.stream().mapToLong(Thing::records).sum());
    Map<List<@Nullable String>, Said> said = new HashMap<>();
    ask.rows(sql(first, keys), row -> said(row, keys)).forEach(each -> said.put(each.id(), each));
    Map<Long, Attributes> resources = resources(said);
    List<Thing> all = new ArrayList<>();
    for (Thing thing : first) {
      Said of = said.get(List.<@Nullable String>copyOf(thing.values()));
      all.add(of == null ? thing : thing.with(json(of, resources)));
    }
    all.addAll(things.subList(first.size(), things.size()));
    return all;
  }

  private List<Known> keys(long records) {
    List<Known> keys = new ArrayList<>();
    COLUMNS.forEach(column -> keys.add(new Known(column, "text")));
    List<Known> own =
        ask.rows(
            KEYS,
            row -> {
              List<String> kinds = row.texts("kinds");
              return new Known(row.text("key"), kinds.size() == 1 ? kinds.getFirst() : null);
            });
    own.stream()
        .filter(known -> !COLUMNS.contains(known.key()))
        .limit(records > MANY_RECORDS ? FEW_KEYS : MOST_KEYS)
        .forEach(keys::add);
    keys.removeIf(known -> by.keys().contains(known.key()));
    return keys;
  }

  private Sql sql(List<Thing> things, List<Known> keys) {
    Sql sql =
        AGREED
            .with("keys", by.names())
            .with(
                "figures",
                list(
                    keys,
                    i ->
                        "CASE WHEN min(v%1$d) = max(v%1$d) THEN min(v%1$d) END AS v%1$d"
                            .formatted(i)))
            .with(
                "shown",
                things.stream()
                    .map(thing ->
                        thing.values().stream()
                            .map(Agreement::literal)
                            .collect(Collectors.joining(", ", "(", ")")))
                    .collect(Collectors.joining(", ")));
    for (String relation : List.of("span", "event", "sample")) {
      sql =
          sql.with(relation + "_keys", by.columns(ask, relation))
              .with(
                  relation + "_values",
                  list(
                      keys,
                      i ->
                          "left("
                              + value(relation, keys.get(i))
                              + ", "
                              + (LONGEST + 1)
                              + ") AS v"
                              + i));
    }
    return sql;
  }

  private String value(String relation, Known known) {
    return ask.value(relation, known.key());
  }

  private Said said(Row row, List<Known> keys) {
    Attributes.Builder own = Attributes.builder();
    for (int i = 0; i < keys.size(); i++) {
      String text = row.textOrNull("v" + i);
      if (text != null && text.length() <= LONGEST && !isNoRun(keys.get(i).key(), text)) {
        own.put(keys.get(i).key(), typed(text, keys.get(i).kind()));
      }
    }
    return new Said(
        by.values(row), own.build(), row.reals("origins").stream().map(Double::longValue).toList());
  }

  /** What stands for the run of records that name none. */
  private static boolean isNoRun(String key, String text) {
    return key.equals(Keys.RUN_ID) && text.equals("-");
  }

  private static Value typed(String text, @Nullable String kind) {
    return switch (kind) {
      case "int", "bool", "array" -> AttributesJson.readValue(text);
      case "real" -> real(text);
      case null, default -> Value.of(text);
    };
  }

  /** Those that are no numbers have words. */
  private static Value real(String text) {
    try {
      return Value.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return Value.of(text);
    }
  }

  private Map<Long, Attributes> resources(Map<List<@Nullable String>, Said> said) {
    Set<Long> ids = new HashSet<>();
    said.values().stream()
        .filter(each -> each.origins().size() <= MOST_ORIGINS)
        .forEach(each -> ids.addAll(each.origins()));
    Map<Long, Attributes> resources = new HashMap<>();
    if (!ids.isEmpty()) {
      String list = ids.stream().sorted().map(String::valueOf).collect(Collectors.joining(", "));
      ask.rows(
          RESOURCES.with("ids", list),
          row -> {
            String json = row.textOrNull("resource_json");
            return resources.put(
                row.integer("id"), json == null ? Attributes.EMPTY : AttributesJson.read(json));
          });
    }
    return resources;
  }

  private Json json(Said said, Map<Long, Attributes> resources) {
    Map<String, Value> agreed = new TreeMap<>();
    Set<String> disputed = new HashSet<>(by.keys());
    if (said.origins().size() <= MOST_ORIGINS) {
      for (long origin : said.origins()) {
        resources
            .getOrDefault(origin, Attributes.EMPTY)
            .forEach((key, value) -> {
              Value before = agreed.putIfAbsent(key, value);
              if (before != null && !before.equals(value)) {
                disputed.add(key);
              }
            });
      }
    }
    said.own().forEach(agreed::put);
    COLUMNS.stream().filter(key -> !said.own().has(key)).forEach(disputed::add);
    Attributes.Builder all = Attributes.builder();
    agreed.forEach((key, value) -> {
      if (!disputed.contains(key) && isShort(value)) {
        all.put(key, value);
      }
    });
    return new Json(AttributesJson.write(all.build()));
  }

  private static boolean isShort(Value value) {
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return json.length() <= LONGEST + 2;
  }

  private static String list(List<Known> keys, IntFunction<String> each) {
    return IntStream.range(0, keys.size()).mapToObj(each).collect(Collectors.joining(", "));
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
