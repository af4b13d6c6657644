package dev.sonde.store.duckdb;

import dev.sonde.engine.store.StoreException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/**
 * Fills one table: one {@code INSERT INTO … SELECT} over a table function runs on a thread of its own
 * and draws records from a bounded queue. Rows are made of records on DuckDB's threads, so that this
 * work is shared among them while the importer goes on reading. Nothing runs until the first record
 * comes.
 *
 * @param <T> a record that waits
 * @param <R> what its columns are read from
 */
final class Feed<T, R> {

  /** DuckDB's vector length. */
  static final int ROWS = 2048;

  /**
   * Enough in front of two threads to keep them busy. All of it is alive at every collection, and
   * sixteen vectors made the collector copy 16 MB each time.
   */
  private static final int QUEUE = 4;

  /** A statement that is cancelled does not interrupt Java code, so every wait ends by itself. */
  private static final long WAIT_MILLIS = 100;

  private final Database database;
  private final String table;
  private final Function<T, R> row;
  private final List<Column<R>> columns;
  private final BlockingQueue<List<T>> queue = new ArrayBlockingQueue<>(QUEUE);

  private List<T> pending = new ArrayList<>(ROWS);
  private @Nullable Thread thread;
  private volatile boolean abandoned;
  private volatile @Nullable Throwable failure;

  Feed(Database database, String table, Function<T, R> row, List<Column<R>> columns) {
    this.database = database;
    this.table = table;
    this.row = row;
    this.columns = columns;
  }

  /** Takes a record; waits while the queue is full. */
  void add(T item) {
    pending.add(item);
    if (pending.size() == ROWS) {
      flush();
    }
  }

  /** Ends the statement and waits until its rows are committed. */
  void finish() {
    if (thread == null && pending.isEmpty()) {
      return;
    }
    if (!pending.isEmpty()) {
      flush();
    }
    put(List.of());
    join();
    check();
  }

  /** Gives up; what was inserted is rolled back. Never fails. */
  void abandon() {
    abandoned = true;
    join();
  }

  private void flush() {
    if (thread == null) {
      thread = start();
    }
    List<T> rows = pending;
    pending = new ArrayList<>(ROWS);
    put(rows);
  }

  private void put(List<T> rows) {
    try {
      do {
        check();
      } while (!queue.offer(rows, WAIT_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted while writing into table " + table, e);
    }
  }

  private void check() {
    Throwable cause = failure;
    if (cause != null) {
      throw Database.failure("cannot write into table " + table, cause);
    }
  }

  private void join() {
    if (thread == null) {
      return;
    }
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
        abandoned = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread start() {
    return Thread.ofPlatform().name("store-" + table).daemon().start(this::insert);
  }

  @SuppressWarnings("try") // Only closed: the function stays with the instance.
  private void insert() {
    String function = "feed_" + table;
    try (Database own = database.another()) {
      try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
        var _ = builder.withName(function).withFunction(new Rows()).register(own.connection());
      }
      own.execute("INSERT INTO " + table + " SELECT * FROM " + function + "()");
    } catch (SQLException | RuntimeException | Error e) {
      failure = e.getCause() == null ? e : e.getCause();
    }
  }

  /** The table function; its calls come from several of DuckDB's threads at once. */
  private final class Rows implements DuckDBTableFunction<Boolean, Boolean, Boolean> {

    @Override
    public Boolean bind(DuckDBTableFunctionBindInfo info) {
      for (Column<R> column : columns) {
        DuckDBColumnType type = column.type();
        info.addResultColumn(column.name(), type);
      }
      return Boolean.TRUE;
    }

    @Override
    public Boolean init(DuckDBTableFunctionInitInfo info) {
      info.setMaxThreads(Runtime.getRuntime().availableProcessors());
      return Boolean.TRUE;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter writer)
        throws InterruptedException {
      List<T> items = next();
      if (items.isEmpty()) {
        return 0;
      }
      List<R> rows = new ArrayList<>(items.size());
      for (T item : items) {
        rows.add(row.apply(item));
      }
      for (int i = 0; i < columns.size(); i++) {
        columns.get(i).writer().write(rows, writer.vector(i));
      }
      return rows.size();
    }

    private List<T> next() throws InterruptedException {
      while (!abandoned) {
        List<T> items = queue.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        if (items == null) {
          continue;
        }
        if (items.isEmpty()) {
          // No more will come; each thread puts this back for the next.
          queue.put(items);
        }
        return items;
      }
      throw new StoreException("the load was given up");
    }
  }
}
