package dev.sonde.model.vocabulary;

/** What a task's key says of its kind. */
public final class TaskKeys {

  private TaskKeys() {}

  /**
   * The kind of a task where its source does not name one: the first string of the key without trailing
   * hashes and numbers. {@code add-123} gives {@code add}; {@code ('rechunk-merge-6f28…', 0, 1)} gives
   * {@code rechunk-merge}. A key that is nothing but a hash or a number is its own prefix.
   */
  public static String prefix(String key) {
    String text = firstString(key);
    int end = text.length();
    while (end > 0) {
      int cut = lastSeparator(text, end);
      if (cut <= 0 || !isTail(text, cut + 1, end)) {
        break;
      }
      end = cut;
    }
    return end == 0 ? text : text.substring(0, end);
  }

  /** Of a tuple in Python's notation its first string, else the whole key. */
  private static String firstString(String key) {
    int open = key.indexOf('(') == 0 ? 1 : 0;
    if (open == 0 || key.length() < 4) {
      return key;
    }
    char quote = key.charAt(open);
    if (quote != '\'' && quote != '"') {
      return key;
    }
    int close = key.indexOf(quote, open + 1);
    return close > open + 1 ? key.substring(open + 1, close) : key;
  }

  private static int lastSeparator(String text, int end) {
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '-' || c == '_' || c == '#' || c == ':') {
        return i;
      }
    }
    return -1;
  }

  /** Digits alone; or hexadecimal digits that are too many, or too mixed, to be a word. */
  private static boolean isTail(String text, int start, int end) {
    boolean digit = false;
    boolean letter = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digit = true;
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        letter = true;
      } else {
        return false;
      }
    }
    int length = end - start;
    // Four mixed digits are a group of a UUID; "v2" or "b1" may well be somebody's name for a step.
    return length > 0 && ((digit && (!letter || length >= 4)) || length >= 16);
  }
}
