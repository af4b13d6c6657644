package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.StoreException;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** The row that a result stands on. Columns are found once, then read by position. */
final class DuckDbRow implements Row {

  private final ResultSet rows;
  private final List<String> columns;
  private final List<String> types;
  private final Map<String, Integer> positions = new HashMap<>();

  DuckDbRow(ResultSet rows) throws SQLException {
    this.rows = rows;
    ResultSetMetaData about = rows.getMetaData();
    List<String> names = new ArrayList<>();
    List<String> kinds = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      names.add(about.getColumnName(i));
      kinds.add(about.getColumnTypeName(i));
      positions.putIfAbsent(about.getColumnName(i), i);
    }
    columns = List.copyOf(names);
    types = List.copyOf(kinds);
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public List<String> types() {
    return types;
  }

  @Override
  public @Nullable Object value(int index) {
    return read(columns.get(index), () -> plain(rows.getObject(index + 1)));
  }

  @Override
  public long whole(int index) {
    try {
      return rows.getLong(index + 1);
    } catch (SQLException e) {
      throw new StoreException(
          "cannot read column " + columns.get(index) + ": " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable String textOrNull(String column) {
    return read(column, () -> rows.getString(position(column)));
  }

  @Override
  public @Nullable Long integerOrNull(String column) {
    return read(
        column,
        () -> {
          long value = rows.getLong(position(column));
          return rows.wasNull() ? null : (Long) value;
        });
  }

  @Override
  public @Nullable Double realOrNull(String column) {
    return read(
        column,
        () -> {
          double value = rows.getDouble(position(column));
          return rows.wasNull() ? null : (Double) value;
        });
  }

  @Override
  public @Nullable Boolean truthOrNull(String column) {
    return read(
        column,
        () -> {
          boolean value = rows.getBoolean(position(column));
          return rows.wasNull() ? null : (Boolean) value;
        });
  }

  @Override
  public List<String> texts(String column) {
    List<String> texts = new ArrayList<>();
    for (Object element : elements(column)) {
      if (element != null) {
        texts.add(element.toString());
      }
    }
    return texts;
  }

  @Override
  public List<Double> reals(String column) {
    List<Double> reals = new ArrayList<>();
    for (Object element : elements(column)) {
      if (element instanceof Number number) {
        reals.add(number.doubleValue());
      }
    }
    return reals;
  }

  private List<?> elements(String column) {
    Object value = read(column, () -> plain(rows.getObject(position(column))));
    return value instanceof List<?> list ? list : List.of();
  }

  private int position(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      throw new IllegalStateException("the result has no column " + column + ", but " + columns);
    }
    return position;
  }

  /** The driver's own classes as lists, maps and texts; bytes in hexadecimal digits. */
  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof Array array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        list.add(plain(element));
      }
      return list;
    } else if (value instanceof DuckDBStruct struct) {
      return plain(struct.getMap());
    } else if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        copy.put(String.valueOf(entry.getKey()), plain(entry.getValue()));
      }
      return copy;
    } else if (value instanceof JsonNode json) {
      return json.toString();
    } else if (value instanceof Blob blob) {
      return HexFormat.of().formatHex(blob.getBytes(1, Math.toIntExact(blob.length())));
    }
    return value;
  }

  @FunctionalInterface
  private interface Read<V extends @Nullable Object> {
    V read() throws SQLException;
  }

  private static <V extends @Nullable Object> V read(String column, Read<V> read) {
    try {
      return read.read();
    } catch (SQLException e) {
      throw new StoreException("cannot read column " + column + ": " + e.getMessage(), e);
    }
  }
}
