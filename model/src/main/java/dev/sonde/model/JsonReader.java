package dev.sonde.model;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the JSON of {@link AttributesJson} and {@link RecordJson} from a text, piece by piece. */
final class JsonReader {

  /** Deeper values are refused, so that no text can exhaust the stack. */
  static final int DEEPEST = 500;

  private final String text;
  private int at;
  private int depth;

  JsonReader(String text) {
    this.text = text;
  }

  JsonFormatException failure(String message) {
    String found =
        at >= text.length()
            ? "the end"
            : "\"" + text.substring(at, Math.min(at + 16, text.length()));
    return new JsonFormatException(
        message + " at character " + at + ", found " + found + (at < text.length() ? "\"" : ""));
  }

  private char peek() {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private void expect(char c) {
    if (peek() != c) {
      throw failure("expected '" + c + "'");
    }
    at++;
  }

  /** After this, {@link #next} says whether there is an element, up to the closing character. */
  void open(char bracket) {
    if (++depth > DEEPEST) {
      throw failure("values are nested deeper than " + DEEPEST);
    }
    expect(bracket);
  }

  boolean next(boolean first, char closing) {
    if (peek() == closing) {
      at++;
      depth--;
      return false;
    }
    if (!first) {
      expect(',');
    }
    return true;
  }

  String key() {
    String key = string();
    expect(':');
    return key;
  }

  void end() {
    peek();
    if (at < text.length()) {
      throw failure("expected the end of the text");
    }
  }

  Attributes attributes() {
    Attributes.Builder attributes = Attributes.builder();
    open('{');
    for (boolean first = true; next(first, '}'); first = false) {
      attributes.put(key(), value());
    }
    return attributes.build();
  }

  Value value() {
    return switch (peek()) {
      case '"' -> Value.of(string());
      case '{' -> object();
      case '[' -> array();
      case 't' -> word("true", Value.of(true));
      case 'f' -> word("false", Value.of(false));
      case 'n' -> word("null", Value.Empty.INSTANCE);
      default -> number();
    };
  }

  private Value word(String word, Value value) {
    if (!text.startsWith(word, at)) {
      throw failure("expected a value");
    }
    at += word.length();
    return value;
  }

  private Value array() {
    List<Value> values = new ArrayList<>();
    open('[');
    for (boolean first = true; next(first, ']'); first = false) {
      values.add(value());
    }
    return new Value.Array(values);
  }

  /** A map, or one of the objects with a single {@code $} key that stand for what JSON lacks. */
  private Value object() {
    Attributes.Builder entries = Attributes.builder();
    open('{');
    for (boolean first = true; next(first, '}'); first = false) {
      String key = key();
      Value special = first && key.startsWith("$") ? special(key) : null;
      if (special != null) {
        expect('}');
        depth--;
        return special;
      }
      entries.put(key, value());
    }
    return new Value.Map(entries.build());
  }

  private @Nullable Value special(String key) {
    if (key.equals("$bytes") && peek() == '"') {
      return bytes(string());
    } else if (key.equals("$real") && peek() == '"') {
      return real(string());
    } else if (key.equals("$map") && peek() == '{') {
      return new Value.Map(attributes());
    }
    return null;
  }

  private Value bytes(String base64) {
    try {
      return new Value.Bytes(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      throw failure("expected base64 before here");
    }
  }

  private Value real(String text) {
    try {
      return Value.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      throw failure("expected NaN, Infinity or -Infinity before here");
    }
  }

  private Value number() {
    int begin = at;
    boolean real = false;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      char c = text.charAt(at++);
      real |= c == '.' || c == 'e' || c == 'E';
    }
    String digits = text.substring(begin, at);
    try {
      return real ? Value.of(Double.parseDouble(digits)) : Value.of(Long.parseLong(digits));
    } catch (NumberFormatException e) {
      at = begin;
      throw failure("expected a value");
    }
  }

  String string() {
    expect('"');
    int begin = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(begin, at++);
      } else if (c == '\\') {
        return escaped(begin);
      } else if (c < ' ') {
        throw failure("a control character in a string");
      }
      at++;
    }
    throw failure("a string does not end");
  }

  private String escaped(int begin) {
    StringBuilder string = new StringBuilder().append(text, begin, at);
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return string.toString();
      } else if (c < ' ') {
        throw failure("a control character in a string");
      }
      string.append(c == '\\' ? escape() : c);
    }
    throw failure("a string does not end");
  }

  private char escape() {
    char c = at < text.length() ? text.charAt(at++) : '\0';
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> throw failure("an unknown escape");
    };
  }

  private char unicode() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), 16) : -1;
      if (digit < 0) {
        throw failure("expected four hexadecimal digits");
      }
      code = code * 16 + digit;
      at++;
    }
    return (char) code;
  }
}
