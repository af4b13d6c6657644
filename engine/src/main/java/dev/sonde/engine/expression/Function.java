package dev.sonde.engine.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The functions of an expression. */
public enum Function {
  COALESCE("coalesce(a, b, …)", "the first that is there", 1, Integer.MAX_VALUE, true),
  CONCAT("concat(a, b, …)", "all that are there, one behind another", 1, Integer.MAX_VALUE, true),
  IF("if(c, a, b)", "a where c holds, else b; if(c1, a, c2, b, d) goes on asking", 2, 99, true),
  EXTRACT(
      "extract(t, 'regexp', 'group')",
      "what a group of a regular expression matched, by its name or number",
      2,
      3,
      true),
  SUB(
      "sub(t, 'regexp', 'with')",
      "t with every match replaced; \\1 is the first group",
      3,
      3,
      true),
  REPLACE("replace(t, a, b)", "t with every a replaced by b", 3, 3, true),
  LOWER("lower(t)", "in small letters", 1, 1, true),
  UPPER("upper(t)", "in capitals", 1, 1, true),
  TRIM("trim(t)", "without spaces around it", 1, 1, true),
  SUBSTR("substr(t, from, length)", "a part, counted from 1", 2, 3, true),
  LENGTH("length(t)", "how many characters", 1, 1, false),
  NUMBER("number(t)", "t as a number", 1, 1, false),
  ROUND("round(x, digits)", "rounded; digits may be left out", 1, 2, false),
  FLOOR("floor(x)", "rounded down", 1, 1, false),
  CEIL("ceil(x)", "rounded up", 1, 1, false),
  ABS("abs(x)", "without its sign", 1, 1, false),
  LEAST("least(x, y, …)", "the smallest number", 1, Integer.MAX_VALUE, false),
  GREATEST("greatest(x, y, …)", "the largest number", 1, Integer.MAX_VALUE, false);

  private final String form;
  private final String describe;
  private final int least;
  private final int most;
  private final boolean text;

  Function(String form, String describe, int least, int most, boolean text) {
    this.form = form;
    this.describe = describe;
    this.least = least;
    this.most = most;
    this.text = text;
  }

  /** How it is written. */
  public String form() {
    return form;
  }

  /** What it gives. */
  public String describe() {
    return describe;
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  /** Whether it gives a text rather than a number. */
  boolean givesText() {
    return text;
  }

  /** As it is written before its arguments. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static @Nullable Function named(String word) {
    for (Function function : values()) {
      if (function.word().equals(word)) {
        return function;
      }
    }
    return null;
  }

  static String words() {
    return Arrays.stream(values()).map(Function::word).collect(Collectors.joining(", "));
  }
}
