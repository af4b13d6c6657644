package dev.sonde.engine.activity;

import dev.sonde.engine.store.Row;
import java.util.ArrayList;
import java.util.List;

/** Rows of whole numbers as they come, to be looked at once all that they speak of is known. */
final class WholeRows {

  private static final int ROWS_A_PART = 8192;

  private final int columns;
  private final List<long[]> parts = new ArrayList<>();
  private int size;

  WholeRows(int columns) {
    this.columns = columns;
  }

  /** Always true: more may come. */
  boolean add(Row row) {
    if (size % ROWS_A_PART == 0) {
      parts.add(new long[ROWS_A_PART * columns]);
    }
    long[] part = parts.get(size / ROWS_A_PART);
    int from = size++ % ROWS_A_PART * columns;
    for (int column = 0; column < columns; column++) {
      part[from + column] = row.whole(column);
    }
    return true;
  }

  int size() {
    return size;
  }

  long get(int row, int column) {
    return parts.get(row / ROWS_A_PART)[row % ROWS_A_PART * columns + column];
  }
}
