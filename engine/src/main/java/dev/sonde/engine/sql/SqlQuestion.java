package dev.sonde.engine.sql;

import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SELECT of a user.
 *
 * @param rows most rows of the result
 * @param timeout how long it may take
 */
public record SqlQuestion(String sql, long rows, Duration timeout) {

  /** Rows when nobody says how many. */
  public static final long DEFAULT_ROWS = 1_000_000;

  public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

  private static final Pattern DESCRIBE =
      Pattern.compile("(?is)\\s*(?:DESCRIBE|DESC)\\s+([a-z_]+)\\s*;?\\s*");

  private static final int MESSAGE_LINES = 2;

  /**
   * Runs it.
   *
   * @throws UsageException where it is not one SELECT, fails, or takes longer than it may
   */
  Sandbox.Outcome run(Store store, Sandbox.Visitor visitor) {
    try (Sandbox sandbox = store.sandbox()) {
      return select(sandbox, visitor);
    }
  }

  private Sandbox.Outcome select(Sandbox sandbox, Sandbox.Visitor visitor) {
    try {
      return sandbox.select(selected(), rows, timeout, visitor);
    } catch (StoreException e) {
      throw new UsageException(
          shortened(e)
              + "\nsonde guide sql lists the relations; \"DESCRIBE span\" as a query, the columns of one");
    }
  }

  /** A DESCRIBE is no SELECT to the parser, but can stand within one. */
  private String selected() {
    Matcher describe = DESCRIBE.matcher(sql);
    return describe.matches()
        ? "SELECT column_name, column_type FROM (DESCRIBE " + describe.group(1) + ")"
        : sql;
  }

  /** What an engine says can be a page; its first lines say what is wrong, and what is near. */
  private static String shortened(StoreException e) {
    List<String> lines = new ArrayList<>();
    for (String line : String.valueOf(e.getMessage()).split("\\R")) {
      if (line.isBlank() || line.startsWith("LINE ")) {
        break;
      }
      if (lines.size() < MESSAGE_LINES) {
        lines.add(line.strip());
      }
    }
    return String.join("\n", lines);
  }
}
