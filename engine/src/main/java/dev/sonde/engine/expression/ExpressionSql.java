package dev.sonde.engine.expression;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes SQL of an expression. All that a user wrote is in it as a constant in quotes or as a number;
 * everything else is written here.
 */
public final class ExpressionSql {

  /** What a statement may grow by; only typed values in one another come near. */
  private static final int LONGEST = 200_000;

  private final UnaryOperator<String> keys;
  private final ValueTypes types;

  /**
   * @param keys SQL for the text of a key
   * @param types by which rules values of a key are compared
   */
  public ExpressionSql(UnaryOperator<String> keys, ValueTypes types) {
    this.keys = keys;
    this.types = types;
  }

  /** SQL for its value as text, null where it has none. */
  public String text(Expression expression) {
    return bounded(
        switch (expression) {
          case Expression.Text text -> literal(text.value());
          case Expression.Figure figure -> literal(figure.digits());
          case Expression.Key key -> keys.apply(key.name());
          case Expression.Not _ -> "(" + truth(expression) + ")::VARCHAR";
          case Expression.Pair pair when pair.sign() == Expression.Sign.JOIN ->
              "(" + text(pair.left()) + " || " + text(pair.right()) + ")";
          case Expression.Pair pair when pair.sign().calculates() -> written(number(pair));
          case Expression.Pair pair -> "(" + truth(pair) + ")::VARCHAR";
          case Expression.Call call ->
              call.function().givesText() ? text(call) : written(number(call));
        });
  }

  /** A number as a person writes it; what is none any more, such as a division by 0, is unknown. */
  private static String written(String number) {
    return "nullif(nullif(nullif(regexp_replace(("
        + number
        + ")::VARCHAR, '\\.0$', ''), 'inf'), '-inf'), 'nan')";
  }

  private String text(Expression.Call call) {
    List<Expression> given = call.arguments();
    return switch (call.function()) {
      case COALESCE, CONCAT, LOWER, UPPER, TRIM, REPLACE ->
          call.function().word()
              + "("
              + given.stream().map(this::text).collect(Collectors.joining(", "))
              + ")";
      case IF -> cases(given);
      case EXTRACT ->
          "nullif(regexp_extract(%s, %s, %d), '')"
              .formatted(text(given.get(0)), text(given.get(1)), Calls.group(given));
      case SUB ->
          "regexp_replace(%s, %s, %s, 'g')"
              .formatted(text(given.get(0)), text(given.get(1)), text(given.get(2)));
      case SUBSTR ->
          given.size() == 2
              ? "substring(%s, %s)".formatted(text(given.get(0)), whole(given.get(1)))
              : "substring(%s, %s, %s)"
                  .formatted(text(given.get(0)), whole(given.get(1)), whole(given.get(2)));
      case LENGTH, NUMBER, ROUND, FLOOR, CEIL, ABS, LEAST, GREATEST ->
          throw new IllegalArgumentException(call.function() + " gives a number");
    };
  }

  private String cases(List<Expression> given) {
    StringBuilder sql = new StringBuilder("CASE");
    for (int i = 0; i + 1 < given.size(); i += 2) {
      sql.append(" WHEN ").append(truth(given.get(i)));
      sql.append(" THEN ").append(text(given.get(i + 1)));
    }
    if (given.size() % 2 == 1) {
      sql.append(" ELSE ").append(text(given.getLast()));
    }
    return sql.append(" END").toString();
  }

  private String whole(Expression expression) {
    // Positions beyond those of a text are no errors, but those beyond an INTEGER would be.
    return "greatest(-1000000, least(1000000, round(" + number(expression) + ")))::BIGINT";
  }

  /** SQL for its value as a number, null where it is none. */
  private String number(Expression expression) {
    return bounded(
        switch (expression) {
          case Expression.Figure figure -> figure.digits() + "::DOUBLE";
          case Expression.Pair pair when pair.sign().calculates() -> calculated(pair);
          case Expression.Call call when !call.function().givesText() -> number(call);
          default -> "try_cast(" + text(expression) + " AS DOUBLE)";
        });
  }

  private String calculated(Expression.Pair pair) {
    String left = number(pair.left());
    String right = number(pair.right());
    return pair.sign() == Expression.Sign.DIVIDE
        ? "(" + left + " / nullif(" + right + ", 0))"
        : "(" + left + " " + pair.sign().written() + " " + right + ")";
  }

  private String number(Expression.Call call) {
    List<Expression> given = call.arguments();
    String first = number(given.getFirst());
    return switch (call.function()) {
      case LENGTH -> "length(" + text(given.getFirst()) + ")::DOUBLE";
      case NUMBER -> first;
      case ROUND ->
          given.size() == 1
              ? "round(" + first + ")"
              : "round(%s, greatest(-15, least(15, %s))::INTEGER)"
                  .formatted(first, number(given.get(1)));
      case FLOOR, CEIL, ABS, LEAST, GREATEST ->
          call.function().word()
              + "("
              + given.stream().map(this::number).collect(Collectors.joining(", "))
              + ")";
      case COALESCE, CONCAT, IF, EXTRACT, SUB, REPLACE, LOWER, UPPER, TRIM, SUBSTR ->
          throw new IllegalArgumentException(call.function() + " gives a text");
    };
  }

  /** SQL for whether it holds; null counts as that it does not. */
  private String truth(Expression expression) {
    return bounded(
        switch (expression) {
          case Expression.Not not -> "(NOT coalesce(" + truth(not.condition()) + ", false))";
          case Expression.Pair pair when pair.sign().compares() -> compared(pair);
          case Expression.Pair pair
              when pair.sign() == Expression.Sign.AND || pair.sign() == Expression.Sign.OR ->
              "("
                  + truth(pair.left())
                  + " "
                  + pair.sign().written()
                  + " "
                  + truth(pair.right())
                  + ")";
          default -> "(" + text(expression) + " = 'true')";
        });
  }

  private String compared(Expression.Pair pair) {
    if (pair.sign() == Expression.Sign.MATCHES) {
      return "regexp_matches(" + text(pair.left()) + ", " + text(pair.right()) + ")";
    }
    ValueType type = type(pair);
    String left = type == null ? sided(pair, pair.left()) : type.ordered(text(pair.left()));
    String right = type == null ? sided(pair, pair.right()) : type.ordered(text(pair.right()));
    return pair.sign() == Expression.Sign.NOT_EQUAL
        ? "(NOT coalesce(" + left + " = " + right + ", false))"
        : "(" + left + " " + pair.sign().written() + " " + right + ")";
  }

  private @Nullable ValueType type(Expression.Pair pair) {
    ValueType left = pair.left() instanceof Expression.Key key ? types.of(key.name()) : null;
    return left == null && pair.right() instanceof Expression.Key key ? types.of(key.name()) : left;
  }

  /** Numbers where either side is one; else texts. */
  private String sided(Expression.Pair pair, Expression side) {
    return isNumber(pair.left()) || isNumber(pair.right()) ? number(side) : text(side);
  }

  private static boolean isNumber(Expression expression) {
    return switch (expression) {
      case Expression.Figure _ -> true;
      case Expression.Pair pair -> pair.sign().calculates();
      case Expression.Call call -> !call.function().givesText();
      case Expression.Text _, Expression.Key _, Expression.Not _ -> false;
    };
  }

  private static String bounded(String sql) {
    if (sql.length() > LONGEST) {
      throw new ExpressionException("it grows too long; set a part of it under a key of its own");
    }
    return sql;
  }

  /** A text constant of SQL. */
  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
