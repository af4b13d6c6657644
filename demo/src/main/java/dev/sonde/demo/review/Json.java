package dev.sonde.demo.review;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much JSON as the language model's requests and answers need. */
final class Json {

  private Json() {}

  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\n' -> json.append("\\n");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }

  /**
   * The first text of that name, wherever it stands.
   *
   * @throws IllegalArgumentException where there is none
   */
  static String text(String json, String name) {
    Matcher matcher =
        Pattern.compile("\"" + name + "\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"").matcher(json);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no '" + name + "' in " + json);
    }
    return matcher.group(1).replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
  }

  /** The first whole number of that name. */
  static long number(String json, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\"\\s*:\\s*(\\d+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalArgumentException("no number '" + name + "' in " + json);
    }
    return Long.parseLong(matcher.group(1));
  }
}
