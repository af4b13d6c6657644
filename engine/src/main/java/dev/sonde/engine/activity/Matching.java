package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which records are meant by an option that holds conditions: those that meet all of one of these lists.
 *
 * @param any written one after another; none where the option was not given
 */
public record Matching(List<List<Condition>> any) {

  /** What stands between conditions that have to be met together. */
  private static final String AND = "&&";

  /** Of an option that was not given. */
  public static final Matching NONE = new Matching(List.of());

  public Matching {
    any = any.stream().map(List::copyOf).toList();
  }

  /** With one more value of the option: conditions parted by {@code &&}. */
  public Matching or(String option, String written) {
    List<Condition> all = new ArrayList<>();
    for (String part : written.split(AND, -1)) {
      all.add(Condition.parse(option, part));
    }
    List<List<Condition>> more = new ArrayList<>(any);
    more.add(all);
    return new Matching(more);
  }

  public boolean isGiven() {
    return !any.isEmpty();
  }

  /** Makes sure that regular expressions are some. */
  public void require(Ask ask, String option) {
    for (Condition condition : any.stream().flatMap(List::stream).toList()) {
      if (condition.operator() == Condition.Operator.MATCHES) {
        ask.requirePattern(option, condition.toString(), condition.value());
      }
    }
  }

  /** SQL over the columns of a relation; false where the option was not given. */
  public String sql(Ask ask, String relation) {
    return isGiven()
        ? any.stream()
            .map(all ->
                all.stream()
                    .map(condition -> "(" + ask.condition(relation, condition) + ")")
                    .collect(Collectors.joining(" AND ")))
            .collect(Collectors.joining(" OR ", "(", ")"))
        : "false";
  }

  @Override
  public String toString() {
    return any.stream()
        .map(all -> all.stream().map(Condition::toString).collect(Collectors.joining(" && ")))
        .collect(Collectors.joining(" or "));
  }
}
