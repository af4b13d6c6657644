package dev.sonde.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an expression: texts in quotes, numbers, keys, signs and functions. What it makes is a tree of
 * known kinds, so that no text of a user's can become SQL but as a constant.
 */
public final class Parser {

  /** Far more than anybody writes; deeper ones could exhaust the stack. */
  private static final int DEEPEST = 40;

  private static final int LONGEST = 4000;

  private static final String EXPECTED = "a key, a text in quotes, a number or a function";

  private final List<Token> tokens;
  private int next;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * @throws ExpressionException where the text is none
   */
  public static Expression parse(String text) {
    if (text.length() > LONGEST) {
      throw new ExpressionException(
          "it has " + text.length() + " characters; an expression has at most " + LONGEST);
    }
    Parser parser = new Parser(Token.of(text));
    Expression whole = parser.pairs(1);
    Token rest = parser.peek();
    if (rest.kind() != Token.Kind.END) {
      throw wrong(rest, "a sign or the end");
    }
    return whole;
  }

  private Expression pairs(int binding) {
    if (++depth > DEEPEST) {
      throw new ExpressionException(
          "at " + peek().at() + ": nested more than " + DEEPEST + " deep");
    }
    Expression left = single();
    for (Expression.Sign sign = sign(); sign != null && sign.binding() >= binding; sign = sign()) {
      Token token = take();
      Expression right = pairs(sign.binding() + 1);
      if (sign == Expression.Sign.MATCHES && !(right instanceof Expression.Text)) {
        throw wrong(token, "behind ~ a regular expression in quotes");
      }
      left = new Expression.Pair(sign, left, right);
    }
    depth--;
    return left;
  }

  private Expression.@Nullable Sign sign() {
    Token token = peek();
    for (Expression.Sign sign : Expression.Sign.values()) {
      if (token.is(sign.written()) || (sign.binding() < 3 && token.isWord(sign.written()))) {
        return sign;
      }
    }
    return null;
  }

  private Expression single() {
    Token token = take();
    return switch (token.kind()) {
      case TEXT -> new Expression.Text(token.text());
      case FIGURE -> new Expression.Figure(token.text());
      case KEY -> new Expression.Key(token.text());
      case WORD -> word(token);
      case SIGN -> signed(token);
      case END -> throw wrong(token, EXPECTED);
    };
  }

  private Expression signed(Token token) {
    if (token.is("(")) {
      Expression inner = pairs(1);
      close(token);
      return inner;
    }
    if (token.is("-")) {
      return new Expression.Pair(Expression.Sign.MINUS, new Expression.Figure("0"), pairs(7));
    }
    throw wrong(token, EXPECTED);
  }

  private Expression word(Token token) {
    if (token.isWord("not")) {
      return new Expression.Not(pairs(3));
    }
    if (token.isWord("and") || token.isWord("or")) {
      throw wrong(token, EXPECTED);
    }
    if (!peek().is("(")) {
      return new Expression.Key(token.text());
    }
    Function function = Function.named(token.text().toLowerCase(Locale.ROOT));
    if (function == null) {
      throw new ExpressionException(
          "at %d: there is no function %s; there are %s"
              .formatted(token.at(), token.text(), Function.words()));
    }
    Token opened = take();
    List<Expression> arguments = new ArrayList<>();
    if (!peek().is(")")) {
      do {
        arguments.add(pairs(1));
      } while (comma());
    }
    close(opened);
    Calls.check(function, arguments, token.at());
    return new Expression.Call(function, arguments);
  }

  private boolean comma() {
    if (peek().is(",")) {
      take();
      return true;
    }
    return false;
  }

  private void close(Token opened) {
    if (!peek().is(")")) {
      throw wrong(peek(), "a sign or the ) for the ( at " + opened.at());
    }
    take();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Token.Kind.END) {
      next++;
    }
    return token;
  }

  private static ExpressionException wrong(Token found, String expected) {
    return new ExpressionException(
        "at %d: %s is expected, not %s".formatted(found.at(), expected, found.said()));
  }
}
