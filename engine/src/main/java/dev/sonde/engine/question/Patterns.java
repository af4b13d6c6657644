package dev.sonde.engine.question;

import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import java.util.List;

/** Regular expressions: the store's own engine decides what is one. */
final class Patterns {

  private static final String MATCHES = "SELECT regexp_matches('', ?) AS matches";

  private Patterns() {}

  /**
   * @param written the option with what the user wrote after it, for the message
   * @throws UsageException where the store does not understand the pattern
   */
  static void require(Store store, String written, String pattern) {
    try {
      store.queries().list(new Statement(MATCHES, List.of(pattern)), row -> true);
    } catch (StoreException e) {
      throw new UsageException(
          written + " is no regular expression that the store understands (RE2's)");
    }
  }

  /**
   * What a store refuses of an expression without a record, it refuses for every record.
   *
   * @throws UsageException where it does
   */
  static void requireWorkable(Store store, String written, String expression) {
    try {
      store.queries().list(new Statement("SELECT " + expression + " AS value"), row -> true);
    } catch (StoreException e) {
      String message = String.valueOf(e.getMessage()).replaceFirst("^the query failed: ", "");
      throw new UsageException(
          written + ": the store cannot work this out: " + message.lines().findFirst().orElse(""));
    }
  }
}
