package dev.sonde.engine.question;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --where}: a key, a comparison and a value. {@code ~} is a regular expression that may match
 * anywhere.
 */
public record Condition(String key, Operator operator, String value) {

  /** How key and value are compared. */
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    LESS_OR_EQUAL("<="),
    GREATER_OR_EQUAL(">="),
    LESS("<"),
    GREATER(">"),
    MATCHES("~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  private static final Pattern FORM =
      Pattern.compile("(?s)\\s*([^=!<>~\\s]+)\\s*(!=|<=|>=|=|<|>|~)(.*)");

  /** Reads {@code KEY=VALUE} and the like; the value is everything after the sign. */
  public static Condition parse(String text) {
    return parse("where", text);
  }

  /** The same as the value of another option, which a message names. */
  public static Condition parse(String option, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new UsageException(
          "--"
              + option
              + " '"
              + text
              + "': write KEY=VALUE; the signs are = != < > <= >= and ~ (matches)");
    }
    String sign = matcher.group(2);
    for (Operator operator : Operator.values()) {
      if (operator.sign().equals(sign)) {
        return new Condition(matcher.group(1), operator, matcher.group(3).strip());
      }
    }
    throw new IllegalStateException("sign " + sign);
  }

  @Override
  public String toString() {
    return key + operator.sign() + value;
  }
}
