package dev.sonde.model;

import java.util.Base64;

/**
 * The canonical JSON text of values, in which stores keep them and streams carry them. Types survive:
 * an integer has no point, a real always has one (or an exponent); what JSON lacks is an object with one
 * key that begins with {@code $}: {@code {"$bytes": base64}}, {@code {"$real": "NaN"}}, and {@code
 * {"$map": {...}}} around a map whose first key begins so itself. {@link Value.Empty} is null.
 */
public final class AttributesJson {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private AttributesJson() {}

  public static String write(Attributes attributes) {
    StringBuilder json = new StringBuilder(32 * attributes.size() + 2);
    write(attributes, json);
    return json.toString();
  }

  public static void write(Attributes attributes, StringBuilder json) {
    json.append('{');
    for (int i = 0; i < attributes.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      quote(attributes.key(i), json);
      json.append(':');
      write(attributes.value(i), json);
    }
    json.append('}');
  }

  public static void write(Value value, StringBuilder json) {
    if (value instanceof Value.Text text) {
      quote(text.value(), json);
    } else if (value instanceof Value.Int integer) {
      json.append(integer.value());
    } else if (value instanceof Value.Real real) {
      writeReal(real.value(), json);
    } else if (value instanceof Value.Bool bool) {
      json.append(bool.value());
    } else if (value instanceof Value.Array array) {
      json.append('[');
      for (int i = 0; i < array.values().size(); i++) {
        if (i > 0) {
          json.append(',');
        }
        write(array.values().get(i), json);
      }
      json.append(']');
    } else if (value instanceof Value.Map map) {
      boolean disguised = !map.entries().isEmpty() && map.entries().key(0).startsWith("$");
      json.append(disguised ? "{\"$map\":" : "");
      write(map.entries(), json);
      json.append(disguised ? "}" : "");
    } else if (value instanceof Value.Bytes bytes) {
      json.append("{\"$bytes\":\"");
      json.append(Base64.getEncoder().encodeToString(bytes.value())).append("\"}");
    } else {
      json.append("null");
    }
  }

  /**
   * Reads what {@link #write(Attributes)} wrote; spaces between its parts do not matter.
   *
   * @throws JsonFormatException where the text is something else
   */
  public static Attributes read(String json) {
    JsonReader reader = new JsonReader(json);
    Attributes attributes = reader.attributes();
    reader.end();
    return attributes;
  }

  /**
   * Reads one value, as {@link #write(Value, StringBuilder)} wrote it.
   *
   * @throws JsonFormatException where the text is something else
   */
  public static Value readValue(String json) {
    JsonReader reader = new JsonReader(json);
    Value value = reader.value();
    reader.end();
    return value;
  }

  private static void writeReal(double real, StringBuilder json) {
    if (Double.isFinite(real)) {
      json.append(real);
    } else {
      json.append("{\"$real\":\"").append(real).append("\"}");
    }
  }

  /** Appends a JSON string, quotes included. Lone surrogates are escaped, so the text stays UTF-8. */
  public static void quote(String text, StringBuilder json) {
    json.append('"');
    int length = text.length();
    int plain = plain(text);
    if (plain == length) {
      // Nearly every text: appended as a whole, which copies bytes, where single characters took a
      // fifth
      // of the Java time of a load.
      json.append(text).append('"');
      return;
    }
    json.append(text, 0, plain);
    for (int i = plain; i < length; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
        json.append(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < length
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        json.append(c).append(text.charAt(++i));
      } else if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else {
        json.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          json.append(HEX[(c >> shift) & 0xf]);
        }
      }
    }
    json.append('"');
  }

  /** How many characters at the beginning stand for themselves. */
  private static int plain(String text) {
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
        return i;
      }
    }
    return length;
  }
}
