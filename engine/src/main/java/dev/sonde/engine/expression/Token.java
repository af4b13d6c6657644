package dev.sonde.engine.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word of an expression.
 *
 * @param text without quotes or braces around it
 * @param at where it begins, counted from 1
 */
record Token(Kind kind, String text, int at) {

  enum Kind {
    TEXT,
    FIGURE,
    /** A key or a function: letters, digits, dots, underscores. */
    WORD,
    /** A key in braces, which may be any text. */
    KEY,
    SIGN,
    END
  }

  private static final int LONGEST_FIGURE = 40;

  private static final List<String> SIGNS =
      List.of("||", "!=", "<=", ">=", "==", "=", "<", ">", "~", "+", "-", "*", "/", "(", ")", ",");

  /** How a message calls it. */
  String said() {
    return switch (kind) {
      case END -> "the end";
      case TEXT -> "the text '" + text + "'";
      case KEY -> "the key {" + text + "}";
      case FIGURE, WORD, SIGN -> text;
    };
  }

  boolean is(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.toLowerCase(Locale.ROOT).equals(word);
  }

  /** All words of a text, and its end. */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char letter = text.charAt(at);
      if (letter == '\0') {
        throw new ExpressionException("at " + (at + 1) + ": a character of code 0");
      } else if (Character.isWhitespace(letter)) {
        at++;
      } else if (letter == '\'' || letter == '"' || letter == '{') {
        at = quoted(text, at, letter == '{' ? '}' : letter, tokens);
      } else if (isDigit(letter) || (letter == '.' && isDigit(after(text, at)))) {
        at = figure(text, at, tokens);
      } else if (Character.isLetter(letter) || letter == '_') {
        at = word(text, at, tokens);
      } else {
        at = sign(text, at, tokens);
      }
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
    return tokens;
  }

  /** What stands between two marks; a doubled mark stands for itself. */
  private static int quoted(String text, int from, char mark, List<Token> tokens) {
    StringBuilder value = new StringBuilder();
    int at = from + 1;
    while (at < text.length()) {
      char letter = text.charAt(at);
      if (letter == '\0') {
        throw new ExpressionException("at " + (at + 1) + ": a character of code 0");
      }
      if (letter != mark) {
        value.append(letter);
        at++;
      } else if (after(text, at) == mark) {
        value.append(mark);
        at += 2;
      } else {
        if (mark == '}' && value.isEmpty()) {
          throw new ExpressionException("at " + (from + 1) + ": {} names no key");
        }
        tokens.add(new Token(mark == '}' ? Kind.KEY : Kind.TEXT, value.toString(), from + 1));
        return at + 1;
      }
    }
    throw new ExpressionException(
        "at " + (from + 1) + ": " + text.charAt(from) + " is opened and never closed by " + mark);
  }

  private static int figure(String text, int from, List<Token> tokens) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '.' && isDigit(after(text, at))) {
      at++;
      while (at < text.length() && isDigit(text.charAt(at))) {
        at++;
      }
    }
    if (at < text.length() && (Character.isLetter(text.charAt(at)) || text.charAt(at) == '.')) {
      throw new ExpressionException(
          "at %d: %s is neither a number nor a key; a key that begins so stands in braces, a text in quotes"
              .formatted(from + 1, text.substring(from, at + 1)));
    }
    if (at - from > LONGEST_FIGURE) {
      throw new ExpressionException(
          "at %d: a number of %d digits; one has at most %d"
              .formatted(from + 1, at - from, LONGEST_FIGURE));
    }
    tokens.add(new Token(Kind.FIGURE, text.substring(from, at), from + 1));
    return at;
  }

  private static int word(String text, int from, List<Token> tokens) {
    int at = from;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at))
            || text.charAt(at) == '_'
            || (text.charAt(at) == '.' && isInWord(after(text, at))))) {
      at++;
    }
    tokens.add(new Token(Kind.WORD, text.substring(from, at), from + 1));
    return at;
  }

  private static int sign(String text, int at, List<Token> tokens) {
    for (String sign : SIGNS) {
      if (text.startsWith(sign, at)) {
        tokens.add(new Token(Kind.SIGN, sign.equals("==") ? "=" : sign, at + 1));
        return at + sign.length();
      }
    }
    throw new ExpressionException(
        "at %d: nothing begins with %s; signs are = != < <= > >= ~ || + - * / ( ) and commas"
            .formatted(at + 1, Character.toString(text.codePointAt(at))));
  }

  private static char after(String text, int at) {
    return at + 1 < text.length() ? text.charAt(at + 1) : ' ';
  }

  private static boolean isInWord(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_';
  }

  private static boolean isDigit(char letter) {
    return letter >= '0' && letter <= '9';
  }
}
