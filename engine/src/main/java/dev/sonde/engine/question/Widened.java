package dev.sonde.engine.question;

import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The relations of a store as a question widens them.
 *
 * @param tables what steps look up and the store could not keep, by name, each after those it reads
 * @param reports how far each step went
 */
record Widened(
    Layers layers, Map<String, String> tables, List<dev.sonde.engine.report.Widened> reports) {

  /** A text constant, which is passed over, or a stored relation; not one in front of its column. */
  private static final Pattern STORED =
      Pattern.compile(
          "'[^']*+'|\\bmain\\.(span|attempt|transfer|task|event|sample|worker)\\b(?!\\.)");

  Widened {
    tables = new LinkedHashMap<>(tables);
    reports = List.copyOf(reports);
  }

  /**
   * Works out what is to be given.
   *
   * @throws UsageException where an option cannot be understood, or values contradict each other
   */
  static Widened of(Store store, Scope scope) {
    Widening widening = scope.widening();
    List<Widening.Join> joins = widening.joined();
    TypedConditions.check(store, scope.where(), widening.types());
    return widening.isEmpty()
        ? none(store.dialect(), widening)
        : new WideningSteps(store, widening, joins).work();
  }

  private static Widened none(Dialect dialect, Widening widening) {
    return new Widened(new Layers(dialect, widening.types(), List.of()), Map.of(), List.of());
  }

  /** The widened keys that a statement looks at. */
  Set<String> looked(String sql, List<Condition> where) {
    if (layers.keys().isEmpty()) {
      return Set.of();
    }
    Set<String> looked = new HashSet<>(layers.mentioned(sql));
    where.stream().map(Condition::key).filter(layers::gives).forEach(looked::add);
    return looked;
  }

  /** Table expressions for what a text of SQL looks up. */
  List<String> tables(String sql) {
    List<String> needed = new ArrayList<>();
    StringBuilder text = new StringBuilder(sql);
    for (String name : new ArrayList<>(tables.keySet()).reversed()) {
      if (text.indexOf(name + " ") >= 0) {
        String table = tables.get(name);
        needed.addFirst(name + " AS MATERIALIZED (" + table + ")");
        text.append(' ').append(table);
      }
    }
    return needed;
  }

  /** A SELECT with the table expressions that it needs in front of it. */
  String whole(String select) {
    List<String> needed = tables(select);
    return needed.isEmpty() ? select : "WITH " + String.join(",\n", needed) + "\n" + select;
  }

  /** The relation of keys with those that records are given. */
  String catalogue() {
    String given = layers.keys().stream().map(Narrowing::literal).collect(Collectors.joining(", "));
    return "attribute_key AS (SELECT relation, key, kind FROM main.attribute_key WHERE key NOT IN ("
        + given
        + ")"
        + layers.keys().stream()
            .map(key -> " UNION ALL SELECT 'widened', " + Narrowing.literal(key) + ", 'text'")
            .collect(Collectors.joining())
        + ")";
  }

  /**
   * A text of SQL that names stored relations outright, past the options of a question.
   *
   * @param sql the same over widened ones
   * @param expressions what these are, as table expressions
   */
  record Outright(String sql, List<String> expressions) {}

  /** Lays the widening over relations that a text of SQL names as {@code main.span} and the like. */
  Outright outright(String sql, Set<String> looked, boolean whole) {
    if (layers.keys().isEmpty()) {
      return new Outright(sql, List.of());
    }
    Map<String, String> expressions = new TreeMap<>();
    String replaced =
        STORED
            .matcher(sql)
            .replaceAll(found -> {
              if (found.group(1) == null) {
                return Matcher.quoteReplacement(found.group());
              }
              Relation relation = Relation.valueOf(found.group(1).toUpperCase(Locale.ROOT));
              String stored = "main." + relation.table;
              String over = layers.over(relation, stored, looked, whole);
              if (over.equals(stored)) {
                return stored;
              }
              String name = "widened_" + relation.table;
              expressions.put(
                  name, name + " AS NOT MATERIALIZED (SELECT * FROM " + over + " AS r)");
              return name;
            });
    return new Outright(replaced, List.copyOf(expressions.values()));
  }

  /** A statement over all that is stored, as it is widened. */
  Statement everywhere(Statement stored) {
    Outright outright = outright(stored.sql(), Set.of(), false);
    List<String> expressions = new ArrayList<>(outright.expressions());
    expressions.addAll(0, tables(String.join(" ", expressions)));
    return expressions.isEmpty()
        ? stored
        : new Statement(
            "WITH " + String.join(", ", expressions) + " " + outright.sql(), stored.binds());
  }
}
