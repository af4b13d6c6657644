package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Capabilities;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A live store as of one moment: two connections in transactions that began between the same two
 * refreshes. Two, as a visitor of rows may ask for more (the producers of the records that it sees).
 */
final class LiveSnapshot implements Store, Queries {

  private static final int CONNECTIONS = 2;

  /** A refresh between the two beginnings is possible each time, but not often. */
  private static final int TRIES = 100;

  /** Threads that share a snapshot wait for each other, but not for ever. */
  private static final long PATIENCE_SECONDS = 60;

  private final LiveInstance instance;
  private final Dialect dialect;
  private final Supplier<Sandbox> sandbox;
  private final LinkedBlockingDeque<Database> free = new LinkedBlockingDeque<>();
  private final Coverage coverage;
  private final ThreadLocal<Integer> held = ThreadLocal.withInitial(() -> 0);
  private int alive = CONNECTIONS;
  private boolean closed;

  private LiveSnapshot(
      LiveInstance instance, Dialect dialect, Supplier<Sandbox> sandbox, List<Database> began) {
    this.instance = instance;
    this.dialect = dialect;
    this.sandbox = sandbox;
    this.free.addAll(began);
    this.coverage = StoredCoverage.read(began.getFirst(), "store.");
  }

  static LiveSnapshot begin(LiveInstance instance, Dialect dialect, Supplier<Sandbox> sandbox) {
    List<Database> began = new ArrayList<>();
    try {
      began.add(instance.borrow());
      long refresh = instance.begin(began.getFirst());
      for (int tries = 0; began.size() < CONNECTIONS; tries++) {
        if (tries == TRIES) {
          throw new StoreException("the store is refreshed too often to look at it at one moment");
        }
        began.add(instance.borrow());
        long other = instance.begin(began.getLast());
        if (other != refresh) {
          // The older of the two is of no use.
          Database older = began.removeFirst();
          end(instance, older);
          refresh = other;
        }
      }
      return new LiveSnapshot(instance, dialect, sandbox, began);
    } catch (RuntimeException | Error e) {
      // The last one may not have begun; the count of those who look is only ever too high then.
      began.forEach(each -> end(instance, each));
      throw e;
    }
  }

  @Override
  public Queries queries() {
    return this;
  }

  @Override
  public void stream(Statement statement, Predicate<Row> visitor) {
    use(connection -> {
      DuckDbQueries.run(connection, statement, visitor);
      return 0L;
    });
  }

  @FunctionalInterface
  private interface Use {
    long on(Database connection);
  }

  private long use(Use use) {
    Database connection = take();
    boolean sound = false;
    held.set(held.get() + 1);
    try {
      long result = use.on(connection);
      sound = true;
      return result;
    } finally {
      held.set(held.get() - 1);
      // After a failure the transaction is over, and with it what the connection sees.
      giveBack(connection, sound);
    }
  }

  private void giveBack(Database connection, boolean sound) {
    synchronized (this) {
      if (sound && !closed) {
        free.addFirst(connection);
        return;
      }
      alive--;
    }
    connection.close();
    instance.end();
  }

  private Database take() {
    synchronized (this) {
      if (closed || alive == 0) {
        throw new StoreException(
            closed ? "the snapshot is closed" : "the snapshot ended with queries that failed");
      }
      if (held.get() == alive) {
        throw new StoreException(
            "a snapshot answers " + alive + " queries within each other, not more");
      }
    }
    try {
      Database connection = free.pollFirst(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (connection == null) {
        throw new StoreException("the snapshot is busy with other queries");
      }
      return connection;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("the query was interrupted", e);
    }
  }

  @Override
  public Coverage coverage() {
    return coverage;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        EnumSet.of(
            Capabilities.Capability.EXACT_QUANTILES, Capabilities.Capability.TYPED_ATTRIBUTES));
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public Sandbox sandbox() {
    return sandbox.get();
  }

  @Override
  public long parquet(Statement select, Path file) {
    // The instance writes nowhere but into its own folder.
    Path inside = instance.scratch();
    try {
      long rows = use(connection -> ParquetFile.write(connection, select, inside));
      Files.move(inside, file, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (IOException e) {
      throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
    } finally {
      delete(inside);
    }
  }

  private static void end(LiveInstance instance, Database connection) {
    try {
      connection.execute("ROLLBACK");
      instance.giveBack(connection);
    } catch (StoreException e) {
      connection.close();
    } finally {
      instance.end();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // It goes with the next start.
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    for (Database each = free.poll(); each != null; each = free.poll()) {
      end(instance, each);
    }
  }
}
