package dev.sonde.store.duckdb;

import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;

/** One column of a fact table, and how it is read out of a record. */
record Column<T>(String name, DuckDBColumnType type, Writer<T> writer, boolean packed) {

  /** Writes the column of all rows into a vector. */
  @FunctionalInterface
  interface Writer<T> {
    void write(List<T> rows, DuckDBWritableVector vector);
  }

  static <T> Column<T> text(String name, Function<T, @Nullable String> read) {
    return new Column<>(
        name, DuckDBColumnType.VARCHAR, (rows, vector) -> texts(rows, read, vector), false);
  }

  /** Long texts that are seldom read: kept at less than half the bytes for twice the time to read. */
  static <T> Column<T> payload(String name, Function<T, @Nullable String> read) {
    return new Column<>(
        name, DuckDBColumnType.VARCHAR, (rows, vector) -> texts(rows, read, vector), true);
  }

  static <T> Column<T> whole(String name, ToLongFunction<T> read) {
    return new Column<>(
        name,
        DuckDBColumnType.BIGINT,
        (rows, vector) -> {
          for (int i = 0; i < rows.size(); i++) {
            vector.setLong(i, read.applyAsLong(rows.get(i)));
          }
        },
        false);
  }

  static <T> Column<T> wholeOrNull(String name, Function<T, @Nullable Long> read) {
    return new Column<>(
        name,
        DuckDBColumnType.BIGINT,
        (rows, vector) -> {
          for (int i = 0; i < rows.size(); i++) {
            Long value = read.apply(rows.get(i));
            if (value == null) {
              vector.setNull(i);
            } else {
              vector.setLong(i, value);
            }
          }
        },
        false);
  }

  static <T> Column<T> realOrNull(String name, Function<T, @Nullable Double> read) {
    return new Column<>(
        name,
        DuckDBColumnType.DOUBLE,
        (rows, vector) -> {
          for (int i = 0; i < rows.size(); i++) {
            Double value = read.apply(rows.get(i));
            if (value == null) {
              vector.setNull(i);
            } else {
              vector.setDouble(i, value);
            }
          }
        },
        false);
  }

  private static <T> void texts(
      List<T> rows, Function<T, @Nullable String> read, DuckDBWritableVector vector) {
    @Nullable String[] texts = new @Nullable String[rows.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = read.apply(rows.get(i));
    }
    vector.setStrings(0, texts);
  }

  /** {@code CREATE TABLE} for these columns. */
  static <T> String table(String name, List<Column<T>> columns) {
    return columns.stream()
        .map(c -> c.name + " " + c.type + (c.packed ? " USING COMPRESSION ZSTD" : ""))
        .collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
  }
}
