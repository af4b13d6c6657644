package dev.sonde.engine.record;

import dev.sonde.engine.question.UsageException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** OpenTelemetry's severity numbers by their words: four numbers each, from 1. */
public final class Severity {

  private static final List<String> WORDS =
      List.of("trace", "debug", "info", "warn", "error", "fatal");

  private Severity() {}

  /** The word of a number, null where there is none. */
  public static @Nullable String word(@Nullable Long number) {
    return number == null || number < 1 || number > 24
        ? null
        : WORDS.get((number.intValue() - 1) / 4);
  }

  /**
   * The least number of a word.
   *
   * @throws UsageException where there is no such word
   */
  public static long least(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    int index = WORDS.indexOf(lower.equals("warning") ? "warn" : lower);
    if (index < 0) {
      throw new UsageException(
          "--level " + word + ": no such level; there are " + String.join(", ", WORDS));
    }
    return index * 4L + 1;
  }
}
