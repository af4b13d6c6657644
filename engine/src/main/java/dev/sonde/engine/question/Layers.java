package dev.sonde.engine.question;

import dev.sonde.engine.expression.ExpressionSql;
import dev.sonde.engine.expression.ValueTypes;
import dev.sonde.engine.store.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lays widened attributes over relations: each step is a SELECT around the one before, which adds
 * columns {@code wide_0, wide_1, …}. Only steps are laid whose columns the statement mentions, so that
 * what is not looked at costs nothing.
 */
final class Layers {

  private static final Pattern COLUMN = Pattern.compile("\\bwide_(\\d+)\\b");

  private final Dialect dialect;
  private final ValueTypes types;
  private final List<Step> steps;

  /** All keys that are given, sorted: the place of a key is the number of its column. */
  private final List<String> keys;

  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * @param steps each after those whose keys it looks at
   */
  Layers(Dialect dialect, ValueTypes types, List<Step> steps) {
    this.dialect = dialect;
    this.types = types;
    this.steps = List.copyOf(steps);
    Set<String> given = new TreeSet<>();
    steps.forEach(step -> given.addAll(step.gives()));
    this.keys = List.copyOf(given);
    for (String key : keys) {
      numbers.put(key, numbers.size());
    }
  }

  ValueTypes types() {
    return types;
  }

  /** Every key that some record is given. */
  List<String> keys() {
    return keys;
  }

  boolean gives(String key) {
    return numbers.containsKey(key);
  }

  /** SQL for the text of an attribute in a relation over which these layers lie. */
  String attribute(String key) {
    Integer number = numbers.get(key);
    return number == null ? dialect.attribute(key) : column(number);
  }

  private String wide(String key) {
    return column(numbers.getOrDefault(key, -1));
  }

  private static String column(int number) {
    return "wide_" + number;
  }

  /** The widened keys that a text of SQL mentions. */
  Set<String> mentioned(String sql) {
    Set<String> found = new HashSet<>();
    Matcher matcher = COLUMN.matcher(sql);
    while (matcher.find()) {
      int number = Integer.parseInt(matcher.group(1));
      if (number < keys.size()) {
        found.add(keys.get(number));
      }
    }
    return found;
  }

  /** Whether a text of SQL reads the attributes of a record as a whole. */
  boolean isWhole(String sql) {
    return !keys.isEmpty() && sql.contains("AS attributes");
  }

  /**
   * What stands behind FROM in the place of a relation, without a name.
   *
   * @param from the relation as it is stored, without a name
   * @param wanted widened keys that are looked at
   * @param whole whether what is given stands among the attributes as well
   */
  String over(Relation relation, String from, Set<String> wanted, boolean whole) {
    if (!whole || !relation.attributes) {
      return over(relation, from, wanted, steps.size());
    }
    return "(SELECT r.* REPLACE (%s) FROM %s AS r)"
        .formatted(
            WholeRecords.columns(dialect, steps, this::wide),
            over(relation, from, Set.copyOf(keys), steps.size()));
  }

  private String over(Relation relation, String from, Set<String> wanted, int until) {
    Set<String> open = new HashSet<>(wanted);
    Replaced.columns(relation).stream().filter(this::gives).forEach(open::add);
    List<Step> laid = new ArrayList<>();
    for (Step step : steps.subList(0, until).reversed()) {
      if (step.gives().stream().anyMatch(open::contains)) {
        laid.addFirst(step);
        open.addAll(step.needs());
      }
    }
    Set<String> done = new HashSet<>();
    String current = from;
    for (Step step : laid) {
      current = lay(relation, current, step, open, done);
    }
    return current;
  }

  private String lay(
      Relation relation, String from, Step step, Set<String> open, Set<String> done) {
    if (!relation.attributes) {
      return step instanceof Step.Worked worked
          ? Replaced.alone(relation, from, worked, types)
          : from;
    }
    return switch (step) {
      case Step.Worked worked -> worked(relation, from, worked, done);
      case Step.Implied implied -> implied(relation, from, implied, done);
      case Step.Joined joined -> joined(relation, from, joined, open, done);
    };
  }

  private String worked(Relation relation, String from, Step.Worked step, Set<String> done) {
    ExpressionSql sql = new ExpressionSql(key -> value(relation, key, done), types);
    String value =
        "coalesce(%s, %s)".formatted(sql.text(step.value()), value(relation, step.key(), done));
    Map<String, String> replaced = new HashMap<>(Replaced.ends(relation, step, types));
    String select = select(relation, Map.of(step.key(), value), replaced, done);
    return "(SELECT " + select + " FROM " + from + " AS r)";
  }

  private String implied(Relation relation, String from, Step.Implied step, Set<String> done) {
    Widening.Implication implication = step.implication();
    String same =
        IntStream.range(0, implication.from().size())
            .mapToObj(
                i -> "m.imply_a" + i + " = " + same(relation, implication.from().get(i), done))
            .collect(Collectors.joining(" AND "));
    String own = value(relation, implication.to(), done);
    String select =
        select(
            relation,
            Map.of(implication.to(), "coalesce(" + own + ", m.imply_b)"),
            new HashMap<>(),
            done);
    return "(SELECT %s FROM %s AS r LEFT JOIN %s AS m ON %s)"
        .formatted(select, from, step.table(), same);
  }

  private String joined(
      Relation relation, String from, Step.Joined step, Set<String> open, Set<String> done) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < step.keys().size(); i++) {
      String key = step.keys().get(i);
      if (open.contains(key)) {
        values.put(key, "coalesce(%s, t.given_%d)".formatted(value(relation, key, done), i));
      }
    }
    String select = select(relation, values, new HashMap<>(), done);
    return "(SELECT %s FROM %s AS r LEFT JOIN %s AS m ON m.match_seq = r.seq LEFT JOIN %s AS t ON t.thing_no = m.match_thing)"
        .formatted(select, from, step.match(), step.things());
  }

  /** All that was there, and the keys with these values: in their columns, and in widened ones. */
  private String select(
      Relation relation,
      Map<String, String> values,
      Map<String, String> replaced,
      Set<String> done) {
    List<String> added = new ArrayList<>();
    for (String key : new TreeSet<>(values.keySet())) {
      String value = values.get(key);
      String column = Replaced.column(relation, key);
      if (column != null) {
        // The ends of a transfer have their own value already.
        replaced.putIfAbsent(column, value);
      }
      String wide = wide(key);
      if (done.add(key)) {
        added.add(value + " AS " + wide);
      } else {
        replaced.put(wide, value);
      }
    }
    StringBuilder sql = new StringBuilder("r.*");
    if (!replaced.isEmpty()) {
      sql.append(" REPLACE (");
      sql.append(
          new TreeSet<>(replaced.keySet())
              .stream()
                  .map(column -> replaced.get(column) + " AS " + column)
                  .collect(Collectors.joining(", ")));
      sql.append(")");
    }
    added.forEach(each -> sql.append(", ").append(each));
    return sql.toString();
  }

  /** SQL for the text that a record has under a key, widened so far. */
  private String value(Relation relation, String key, Set<String> done) {
    Integer number = numbers.get(key);
    if (number != null && done.contains(key)) {
      return column(number);
    }
    if (key.equals("at_ns")) {
      return relation.start + "::VARCHAR";
    }
    String column = relation.column(key);
    return column == null ? dialect.attribute(key) : column + "::VARCHAR";
  }

  private String same(Relation relation, String key, Set<String> done) {
    return types.same(key, value(relation, key, done));
  }

  /**
   * A SELECT of all records, one row each: {@code seq, at_ns, until_ns} and the texts of some keys as
   * {@code key_0, key_1, …}.
   *
   * @param until how many of the steps are laid first
   * @param horizon how far open spans reach, nanoseconds since the epoch
   */
  String records(List<String> wanted, int until, long horizon) {
    return Recorded.ALL.stream()
        .map(recorded -> {
          Set<String> done = new HashSet<>();
          steps.subList(0, until).forEach(step -> done.addAll(step.gives()));
          done.retainAll(wanted);
          String from = over(recorded.relation(), recorded.stored(), Set.copyOf(wanted), until);
          String values =
              IntStream.range(0, wanted.size())
                  .mapToObj(
                      i -> ", " + value(recorded.relation(), wanted.get(i), done) + " AS key_" + i)
                  .collect(Collectors.joining());
          return "SELECT seq, %s AS at_ns, %s AS until_ns%s FROM %s AS %s"
              .formatted(
                  recorded.relation().start,
                  recorded.until(horizon),
                  values,
                  from,
                  recorded.relation().table);
        })
        .collect(Collectors.joining(" UNION ALL "));
  }

  /** The three relations that hold every record once. */
  private record Recorded(Relation relation, String stored) {

    static final List<Recorded> ALL =
        List.of(
            new Recorded(Relation.SPAN, "main.span"),
            new Recorded(Relation.EVENT, "main.event"),
            // What a span of metrics carries shows up among the samples too, but is no record of
            // its own.
            new Recorded(
                Relation.SAMPLE,
                "(SELECT * FROM main.sample WHERE seq NOT IN (SELECT seq FROM main.span WHERE role = 'metrics'))"));

    String until(long horizon) {
      return relation.end == null
          ? relation.start + ""
          : "coalesce(" + relation.end + ", greatest(" + relation.start + ", " + horizon + "))";
    }
  }
}
