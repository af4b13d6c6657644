package dev.sonde.engine.view;

import org.jspecify.annotations.Nullable;

/**
 * A result, and how much of a list it is.
 *
 * @param shown null where the result is no list
 * @param total null where the result is no list
 */
public record Answered<R extends Record>(R result, @Nullable Long shown, @Nullable Long total) {

  public static <R extends Record> Answered<R> whole(R result) {
    return new Answered<>(result, null, null);
  }

  public static <R extends Record> Answered<R> list(R result, long shown, long total) {
    return new Answered<>(result, shown, total);
  }
}
