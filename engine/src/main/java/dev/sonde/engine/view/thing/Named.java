package dev.sonde.engine.view.thing;

import dev.sonde.engine.activity.ByKeys;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Condition;
import dev.sonde.engine.question.Suggestion;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Shortened;
import dev.sonde.engine.store.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The thing that is meant by {@code KEY=VALUE[,KEY=VALUE...]}.
 *
 * @param keys as they are called in the records
 * @param values one for each key, whole
 */
record Named(List<String> keys, List<String> values) {

  private static final Sql NEAR = Sql.of(Named.class, "near");

  private static final int CANDIDATES = 1_000;

  /** A comma behind which another key begins; values may hold commas as well. */
  private static final String NEXT_KEY = ",(?=[^\\s=!<>~,'\"()\\[\\]{}]+=)";

  Named {
    keys = List.copyOf(keys);
    values = List.copyOf(values);
  }

  /** Understood without looking at any record. */
  static List<Condition> parse(String written) {
    List<Condition> parts = new ArrayList<>();
    for (String part : written.split(NEXT_KEY, -1)) {
      Condition condition = condition(part, written);
      if (parts.stream().anyMatch(other -> other.key().equals(condition.key()))) {
        throw new UsageException(
            "'%s' names %s twice: a thing has one value of a key"
                .formatted(written, condition.key()));
      }
      parts.add(condition);
    }
    return parts;
  }

  private static Condition condition(String part, String written) {
    int sign = part.indexOf('=');
    if (sign <= 0 || part.substring(0, sign).isBlank()) {
      throw new UsageException(
          ("'%s' names no thing: write KEY=VALUE, e.g. worker.id=10.0.0.3:40021, or several parted by"
                  + " commas; fields lists keys, things --by KEY the values of one")
              .formatted(written));
    }
    return new Condition(
        part.substring(0, sign).strip(),
        Condition.Operator.EQUAL,
        part.substring(sign + 1).strip());
  }

  /**
   * With long keys for short words and whole values for shortened ones.
   *
   * @throws UsageException where a shortened value is that of several things, or of none
   */
  static Named of(List<Condition> parts, Ask ask) {
    ByKeys by = ByKeys.of(ask, parts.stream().map(Condition::key).toList());
    List<String> values = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      values.add(whole(by.keys().get(i), parts.get(i).value(), ask));
    }
    return new Named(by.keys(), values);
  }

  private static String whole(String key, String value, Ask ask) {
    if (!Shortened.is(value)) {
      return value;
    }
    List<String> found = near(key, Shortened.head(value), Shortened.tail(value), ask);
    if (found.isEmpty() || found.contains(value)) {
      return value;
    }
    if (found.size() > 1) {
      throw new UsageException(
          "several values of %s fit '%s': %s; write more of it"
              .formatted(key, value, found.stream().limit(8).collect(Collectors.joining("  "))));
    }
    return found.getFirst();
  }

  /** SQL for whether a record of a relation is one of its. */
  String sql(String relation, Ask ask) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Condition condition = new Condition(keys.get(i), Condition.Operator.EQUAL, values.get(i));
      all.add("coalesce(" + ask.condition(relation, condition) + ", false)");
    }
    return String.join(" AND ", all);
  }

  /** What to say where no record is one of its. */
  UsageException unknown(Ask ask) {
    for (int i = 0; i < keys.size(); i++) {
      String key = keys.get(i);
      String value = values.get(i);
      List<String> known = known(key, value, ask);
      if (known.isEmpty()) {
        return new UsageException(new ByKeys(List.of(key)).missing(ask));
      }
      if (!known.contains(value)) {
        return new UsageException(
            "no thing with %s '%s'; nearest: %s"
                .formatted(
                    key,
                    Shortened.inCommand(value),
                    String.join("  ", Suggestion.nearest(value, known))));
      }
    }
    return new UsageException("no record has all of " + this);
  }

  /** Values with the same beginning, however short. */
  private static List<String> known(String key, String value, Ask ask) {
    int length = Math.min(24, value.length());
    while (true) {
      List<String> near = near(key, value.substring(0, length), "", ask);
      if (!near.isEmpty() || length == 0) {
        return near;
      }
      length /= 2;
    }
  }

  private static List<String> near(String key, String head, String tail, Ask ask) {
    Sql sql = NEAR;
    for (String relation : List.of("span", "event", "sample")) {
      sql = sql.with(relation, ask.value(relation, key));
    }
    return ask.rows(
        sql,
        Map.of("head", head, "tail", tail, "most", (long) CANDIDATES),
        row -> row.text("value"));
  }

  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      parts.add(keys.get(i) + "=" + values.get(i));
    }
    return String.join(",", parts);
  }
}
