package dev.sonde.store.duckdb;

/**
 * JSON that DuckDB takes. It refuses an escaped lone surrogate, and one such text would spoil every query
 * that reads the column; the replacement character stands for it, as it does in all other columns.
 */
final class WellFormed {

  private static final int ESCAPE = 6;

  private WellFormed() {}

  /**
   * @param json as the model writes it: a surrogate is escaped only where it is alone, in lower case
   */
  static String json(String json) {
    int at = json.indexOf("\\ud");
    if (at < 0) {
      return json;
    }
    StringBuilder clean = new StringBuilder(json.length());
    int from = 0;
    // Escapes are walked in pairs from the start, as a backslash may itself be escaped.
    for (int i = json.indexOf('\\'); i >= 0; i = json.indexOf('\\', i)) {
      if (json.startsWith("\\ud", i) && json.charAt(i + 3) >= '8') {
        clean.append(json, from, i).append('\ufffd');
        i += ESCAPE;
        from = i;
      } else {
        i += 2;
      }
    }
    return clean.append(json, from, json.length()).toString();
  }
}
