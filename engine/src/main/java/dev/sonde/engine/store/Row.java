package dev.sonde.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row of a result; columns by name. The {@code …OrNull} kind keeps SQL's null, the others refuse it. */
public interface Row {

  /** Names of the columns, in order. */
  List<String> columns();

  /** SQL type names of the columns, in order. */
  List<String> types();

  /** The value as the engine's nearest Java type: String, Long, Double, Boolean, BigDecimal, List, … */
  @Nullable Object value(int index);

  /** A whole number that is never null, by its place: for rows by the million. */
  long whole(int index);

  @Nullable String textOrNull(String column);

  @Nullable Long integerOrNull(String column);

  @Nullable Double realOrNull(String column);

  @Nullable Boolean truthOrNull(String column);

  /** Elements of a list of texts, empty where it is null. */
  List<String> texts(String column);

  /** Elements of a list of numbers, empty where it is null. */
  List<Double> reals(String column);

  default String text(String column) {
    String value = textOrNull(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  default long integer(String column) {
    Long value = integerOrNull(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  default double real(String column) {
    Double value = realOrNull(column);
    if (value == null) {
      throw new IllegalStateException("column " + column + " is null");
    }
    return value;
  }

  default boolean truth(String column) {
    return Boolean.TRUE.equals(truthOrNull(column));
  }

  /** Nanoseconds as seconds; null stays null. */
  default @Nullable Double secondsOrNull(String column) {
    Double nanos = realOrNull(column);
    return nanos == null ? null : nanos / 1e9;
  }

  /** Nanoseconds as seconds; null is 0, for sums over nothing. */
  default double seconds(String column) {
    Double nanos = realOrNull(column);
    return nanos == null ? 0 : nanos / 1e9;
  }
}
