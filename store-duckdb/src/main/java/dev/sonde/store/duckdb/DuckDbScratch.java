package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Scratch;
import dev.sonde.engine.store.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tables in the memory of an instance to which a store's files are attached: they go with it. */
final class DuckDbScratch implements Scratch {

  private static final AtomicLong NUMBER = new AtomicLong();

  private final Database database;

  /**
   * @param database the instance, whose default database lies in memory
   */
  DuckDbScratch(Database database) {
    this.database = database;
  }

  @Override
  public String keep(Statement select) {
    if (!select.binds().isEmpty()) {
      throw new IllegalArgumentException("a table is kept of a SELECT without values to bind");
    }
    String name = name();
    try (Database own = another()) {
      own.execute("CREATE TABLE " + name + " AS " + select.sql());
    }
    return name;
  }

  @Override
  public String fill(List<Column> columns, Consumer<Consumer<List<@Nullable Object>>> rows) {
    String name = name();
    List<dev.sonde.store.duckdb.Column<List<@Nullable Object>>> written = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      int place = i;
      written.add(
          columns.get(i).text()
              ? dev.sonde.store.duckdb.Column.text(
                  columns.get(i).name(), row -> (String) row.get(place))
              : dev.sonde.store.duckdb.Column.wholeOrNull(
                  columns.get(i).name(), row -> (Long) row.get(place)));
    }
    try (Database own = another()) {
      own.execute(dev.sonde.store.duckdb.Column.table(name, written));
      Feed<List<@Nullable Object>, List<@Nullable Object>> feed =
          new Feed<>(own, name, row -> row, written);
      boolean sound = false;
      try {
        rows.accept(feed::add);
        feed.finish();
        sound = true;
      } finally {
        if (!sound) {
          feed.abandon();
        }
      }
    }
    return name;
  }

  private Database another() {
    synchronized (database) {
      return database.another();
    }
  }

  private static String name() {
    return "scratch_" + NUMBER.incrementAndGet();
  }
}
