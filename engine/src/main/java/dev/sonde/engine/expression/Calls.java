package dev.sonde.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a function's arguments have to be. */
final class Calls {

  /** What opens in a regular expression, as far as it concerns the counting of groups. */
  private static final Pattern OPENING =
      Pattern.compile(
          "\\\\Q.*?(?:\\\\E|$)|\\\\.|\\[\\^?]?(?:\\\\.|\\[:[a-z^]*:]|[^]\\\\])*]|\\(\\?P?<([A-Za-z_]\\w*)>|\\(\\?|\\(",
          Pattern.DOTALL);

  private Calls() {}

  static void check(Function function, List<Expression> arguments, int at) {
    if (!function.takes(arguments.size())) {
      throw new ExpressionException(
          "at %d: %s was given %d values; it is %s"
              .formatted(at, function.word(), arguments.size(), function.form()));
    }
    if (function == Function.EXTRACT || function == Function.SUB) {
      for (Expression each : arguments.subList(1, arguments.size())) {
        if (!(each instanceof Expression.Text || each instanceof Expression.Figure)) {
          throw new ExpressionException(
              "at %d: behind its first value %s takes texts in quotes only; it is %s"
                  .formatted(at, function.word(), function.form()));
        }
      }
    }
    if (function == Function.EXTRACT) {
      try {
        group(arguments);
      } catch (ExpressionException e) {
        throw new ExpressionException("at " + at + ": " + e.getMessage());
      }
    }
  }

  /** What is written as a text or a number. */
  static String written(Expression constant) {
    return switch (constant) {
      case Expression.Text text -> text.value();
      case Expression.Figure figure -> figure.digits();
      default -> throw new IllegalArgumentException("no constant: " + constant);
    };
  }

  /** The number of the group that {@code extract} means: the one named, else the first, else the whole. */
  static int group(List<Expression> arguments) {
    List<@Nullable String> groups = groups(written(arguments.get(1)));
    if (arguments.size() == 2) {
      return groups.isEmpty() ? 0 : 1;
    }
    String wanted = written(arguments.get(2));
    if (wanted.matches("\\d{1,3}") && Integer.parseInt(wanted) <= groups.size()) {
      return Integer.parseInt(wanted);
    }
    int place = groups.indexOf(wanted);
    if (place < 0) {
      throw new ExpressionException(
          "the regular expression has no group %s; it has %s"
              .formatted(
                  wanted,
                  groups.isEmpty()
                      ? "none: (?P<name>…) makes one"
                      : groups.size() + ": " + String.join(", ", named(groups))));
    }
    return place + 1;
  }

  private static List<String> named(List<@Nullable String> groups) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      String name = groups.get(i);
      names.add(name == null ? Integer.toString(i + 1) : name);
    }
    return names;
  }

  /** The groups of a regular expression in their order, with their names where they have any. */
  static List<@Nullable String> groups(String pattern) {
    List<@Nullable String> groups = new ArrayList<>();
    Matcher opening = OPENING.matcher(pattern);
    while (opening.find()) {
      if (opening.group(1) != null || opening.group().equals("(")) {
        groups.add(opening.group(1));
      }
    }
    return groups;
  }
}
