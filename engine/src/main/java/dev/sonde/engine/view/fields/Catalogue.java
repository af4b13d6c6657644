package dev.sonde.engine.view.fields;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts attribute keys, many in one scan. */
final class Catalogue {

  /** Keys for one scan: more columns make the plan larger, not the answer sooner. */
  private static final int AT_ONCE = 16;

  /**
   * Keys of resources for one scan: each brings the values of all producers with it. Two of them beside
   * eight others took more than 640 MiB for 10,000 producers with names of 2,000 characters.
   */
  private static final int RESOURCES_AT_ONCE = 2;

  /** From here on distinct values are estimated: exact ones would have to be kept in memory. */
  static final long EXACT = 500_000;

  /** Records of each sort that examples are taken from. */
  private static final long LOOKED = 20_000;

  private static final long LONGEST = 120;

  private static final Sql KEYS = Sql.of(Catalogue.class, "keys");
  private static final Sql FIGURES = Sql.of(Catalogue.class, "figures");
  private static final Sql EXAMPLES = Sql.of(Catalogue.class, "examples");
  private static final Sql KINDS = Sql.of(Catalogue.class, "kinds");

  /** A colon that would be read as the beginning of a bound name. */
  private static final Pattern COLON = Pattern.compile("(?<![:\\w]):(?=[a-z_])");

  private record Known(String key, List<String> places, List<String> kinds) {}

  private record Counted(Known known, long records, long distinct) {}

  private record Example(int place, String value) {}

  private final Ask ask;
  private final long records;

  Catalogue(Ask ask, long records) {
    this.ask = ask;
    this.records = records;
  }

  /** Keys that the records asked about have, those of most records first. */
  List<FieldsResult.Field> fields(int mostKeys) {
    List<Known> known =
        ask.rows(KEYS, row -> new Known(row.text("key"), row.texts("places"), row.texts("kinds")));
    List<FieldsResult.Field> fields = new ArrayList<>();
    for (List<Known> chunk : chunks(known.subList(0, Math.min(mostKeys, known.size())))) {
      fields.addAll(chunk(chunk));
    }
    fields.sort(
        Comparator.comparingLong(FieldsResult.Field::records)
            .reversed()
            .thenComparing(FieldsResult.Field::key));
    return fields;
  }

  private static List<List<Known>> chunks(List<Known> known) {
    List<List<Known>> chunks = new ArrayList<>();
    for (boolean resource : new boolean[] {false, true}) {
      List<Known> alike =
          known.stream().filter(k -> k.places().contains("resource") == resource).toList();
      int most = resource ? RESOURCES_AT_ONCE : AT_ONCE;
      for (int from = 0; from < alike.size(); from += most) {
        chunks.add(alike.subList(from, Math.min(alike.size(), from + most)));
      }
    }
    return chunks;
  }

  private List<FieldsResult.Field> chunk(List<Known> known) {
    String distinct = records <= EXACT ? "count(DISTINCT v%1$d)" : "approx_count_distinct(v%1$d)";
    Sql figures =
        FIGURES
            .with(
                "figures",
                list(known, i -> ("count(v%1$d) AS n%1$d, " + distinct + " AS d%1$d").formatted(i)))
            .with("values", list(known, i -> hashed(value(ask, known.get(i).key())) + " AS v" + i));
    List<Counted> counted =
        ask.one(
            figures,
            Map.of(),
            row -> {
              List<Counted> all = new ArrayList<>();
              for (int i = 0; i < known.size(); i++) {
                all.add(new Counted(known.get(i), row.integer("n" + i), row.integer("d" + i)));
              }
              return all;
            });
    return counted.stream().filter(one -> one.records() > 0).map(this::field).toList();
  }

  /** The same with examples: only what is shown is worth another look at the records. */
  List<FieldsResult.Field> illustrated(List<FieldsResult.Field> fields) {
    Map<String, List<String>> examples = new HashMap<>();
    List<Known> known =
        fields.stream().map(f -> new Known(f.key(), f.places(), List.of())).toList();
    for (List<Known> chunk : chunks(known)) {
      for (Example example : examples(chunk)) {
        examples
            .computeIfAbsent(chunk.get(example.place()).key(), key -> new ArrayList<>())
            .add(example.value());
      }
    }
    return fields.stream().map(f -> f.with(examples.getOrDefault(f.key(), List.of()))).toList();
  }

  private List<Example> examples(List<Known> known) {
    Sql sql =
        EXAMPLES
            .with("numbers", list(known, Integer::toString))
            .with("names", list(known, i -> "v" + i))
            .with("values", values(known));
    return ask.rows(
        sql,
        Map.of("looked", LOOKED, "longest", LONGEST),
        row -> new Example((int) row.integer("place"), row.text("value")));
  }

  private FieldsResult.Field field(Counted counted) {
    Known known = counted.known();
    return new FieldsResult.Field(
        known.key(),
        known.kinds().size() == 1
            ? Map.of(known.kinds().getFirst(), counted.records())
            : kinds(known.key()),
        counted.records(),
        (double) counted.records() / records,
        counted.distinct(),
        List.of(),
        known.places());
  }

  private Map<String, Long> kinds(String key) {
    String literal = key.replace("'", "''");
    String pointer = literal.replace("~", "~0").replace("/", "~1");
    Sql sql =
        KINDS
            .with("own", safe("attributes['" + literal + "']"))
            .with("pointer", safe("'/" + pointer + "'"));
    Map<String, Long> kinds = new TreeMap<>();
    ask.rows(sql, row -> kinds.merge(word(row.text("kind")), row.integer("n"), Long::sum));
    return kinds;
  }

  /** Sonde's word for an engine's name of a type. */
  private static String word(String type) {
    String name = type.toUpperCase(Locale.ROOT);
    if (name.startsWith("VARCHAR")) {
      return "text";
    } else if (name.startsWith("BOOL")) {
      return "bool";
    } else if (name.startsWith("DOUBLE") || name.startsWith("FLOAT") || name.startsWith("DEC")) {
      return "real";
    } else if (name.startsWith("ARRAY")) {
      return "array";
    } else if (name.startsWith("OBJECT")) {
      return name.contains("$BYTES") ? "bytes" : name.contains("$REAL") ? "real" : "map";
    }
    return "int";
  }

  /** Long values would not fit into memory side by side; their hashes do. */
  private static String hashed(String value) {
    return "CASE WHEN " + value + " IS NOT NULL THEN hash(" + value + ") END";
  }

  private String values(List<Known> known) {
    return list(known, i -> value(ask, known.get(i).key()) + " AS v" + i);
  }

  /** SQL for a key's value as text, the record's own or its resource's. */
  static String value(Ask ask, String key) {
    return safe(ask.attribute(key));
  }

  private static String safe(String sql) {
    return COLON.matcher(sql).replaceAll("' || chr(58) || '");
  }

  private static String list(List<Known> known, IntFunction<String> each) {
    return IntStream.range(0, known.size()).mapToObj(each).collect(Collectors.joining(", "));
  }
}
