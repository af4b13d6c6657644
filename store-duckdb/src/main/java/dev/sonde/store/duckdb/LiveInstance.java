package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The DuckDB instance of a live store: in memory, with the file of facts attached for writing, the
 * sealed segments for reading, and the relations over both.
 */
final class LiveInstance implements AutoCloseable {

  /** Where the first file of facts is made, before it is moved to its place. */
  private static final String FRESH = "fresh";

  /** Connections that wait for another snapshot; opening one takes longer than a small question. */
  private static final int IDLE = 8;

  /** What greedy queries may put on the disk before they fail. */
  private static final long SPILL_BYTES = 2L << 30;

  /** All spans, wherever they lie, as the live tables have them. */
  static final String EVERY_SPAN = "memory.main.every_span";

  private final Path directory;
  private final LiveSettings settings;
  private final ConcurrentLinkedQueue<Database> idle = new ConcurrentLinkedQueue<>();

  /** All that were opened and may still be open. */
  private final Set<Database> connections = ConcurrentHashMap.newKeySet();

  /** Snapshots begin while it is shared; it is exclusive while records move between files. */
  private final ReentrantReadWriteLock moment = new ReentrantReadWriteLock();

  /** Transactions that began and are not over. */
  private final AtomicInteger looking = new AtomicInteger();

  /** Held by who removes spans that are not decided on: the writer, or the keeper that clears. */
  private final ReentrantLock undecided = new ReentrantLock();

  /** Attached files that are not in use any more; for the keeper's thread. */
  private final List<String> retired = new ArrayList<>();

  private Segments segments;
  private Database root;
  private boolean closed;

  private LiveInstance(Path directory, LiveSettings settings) {
    this.directory = directory;
    this.settings = settings;
    this.segments =
        new Segments(List.of(), Set.of(), Set.of(), Set.of(), true, true, Dialect.PORTABLE);
    this.root = start();
  }

  static LiveInstance open(Path directory, LiveSettings settings) {
    prepare(directory, settings.engine());
    return new LiveInstance(directory, settings);
  }

  private Database start() {
    Database fresh =
        Database.open("", settings.engine(), StoreFolder.spill(directory), settings.logBytes());
    try {
      attach(fresh, directory);
      long version = Upgrade.version(fresh, "store.");
      Upgrade.refuseNewer(version, directory);
      if (version < Upgrade.VERSION) {
        fresh.execute("DETACH store");
        Upgrade.run(directory, settings.engine());
        attach(fresh, directory);
      }
      LiveSealer.sweep(fresh, directory);
      segments = Segments.attachLive(fresh, directory);
      Relations.make(fresh, segments);
      Relations.everySpan(fresh, segments);
      fresh.execute("CREATE VIEW watermark AS SELECT seq, refresh FROM store.watermark");
      confine(fresh);
      return fresh;
    } catch (RuntimeException e) {
      fresh.close();
      throw e;
    }
  }

  /** Nothing outside of the folder is read or written from here on, whatever SQL says. */
  private void confine(Database fresh) {
    fresh.execute("SET max_temp_directory_size = '" + (SPILL_BYTES >> 20) + "MiB'");
    fresh.execute(
        "SET allowed_directories = [" + Database.literal(directory.toString() + "/") + "]");
    fresh.execute("SET enable_external_access = false");
    fresh.execute("SET lock_configuration = true");
  }

  /**
   * Opens the files again where a failure has ended them (a checkpoint without room does).
   *
   * @return whether it had ended; all connections are closed then
   * @throws StoreException where they cannot be opened now
   */
  synchronized boolean revive() {
    if (closed || isAlive()) {
      return false;
    }
    closeAll();
    root = start();
    return true;
  }

  private boolean isAlive() {
    try {
      return root.number("SELECT count(*) FROM store.watermark") == 1;
    } catch (StoreException e) {
      return !String.valueOf(e.getMessage()).contains("invalidated");
    }
  }

  private void closeAll() {
    idle.clear();
    connections.forEach(LiveInstance::closeQuietly);
    connections.clear();
    closeQuietly(root);
  }

  private static void closeQuietly(Database each) {
    try {
      each.close();
    } catch (StoreException e) {
      // It has ended; there is nothing left to close.
    }
  }

  /** Makes an empty store where there is none; a killed attempt leaves nothing in the way. */
  private static void prepare(Path directory, Settings settings) {
    Path facts = directory.resolve(StoreFolder.FACTS);
    try {
      Files.createDirectories(directory);
      if (Files.exists(facts)) {
        return;
      }
      Path fresh = directory.resolve(FRESH);
      try (Loader loader = new Loader(StoreFolder.begin(fresh), settings)) {
        loader.finish(new Books("live", 0, Map.of(), Map.of(), List.of()));
      }
      StoreFolder.replace(fresh.resolve(StoreFolder.FACTS), facts);
      StoreFolder.delete(fresh);
    } catch (IOException e) {
      throw Room.explained(directory, Database.failure("cannot make a store in " + directory, e));
    }
  }

  private static void attach(Database root, Path directory) {
    Path facts = directory.resolve(StoreFolder.FACTS);
    try {
      root.execute("ATTACH " + Database.literal(facts.toString()) + " AS store");
    } catch (StoreException e) {
      if (String.valueOf(e.getMessage()).contains("lock")) {
        throw new StoreException(
            "the store in "
                + directory
                + " is in use by another process; ask that one, or stop it first ("
                + Database.bounded(String.valueOf(e.getMessage()))
                + ")",
            e);
      }
      throw e;
    }
  }

  /** Another connection, for another thread; the caller closes it. */
  synchronized Database another() {
    if (closed) {
      throw new StoreException("the store is closed");
    }
    connections.removeIf(Database::isClosed);
    Database connection = root.another();
    connections.add(connection);
    return connection;
  }

  /** A connection that is in no transaction, to be given back. */
  Database borrow() {
    @Nullable Database connection = idle.poll();
    return connection == null ? another() : connection;
  }

  /** Takes back a connection that is in no transaction and had no failure. */
  void giveBack(Database connection) {
    if (idle.size() >= IDLE) {
      connection.close();
    } else {
      idle.add(connection);
    }
  }

  /** Begins a transaction that sees one moment; the number of the last refresh before it. */
  long begin(Database connection) {
    moment.readLock().lock();
    try {
      connection.execute("BEGIN TRANSACTION READ ONLY");
      long refresh = connection.number("SELECT refresh FROM watermark");
      connection.execute("SET VARIABLE " + Segments.WATERMARK + " = (SELECT seq FROM watermark)");
      looking.incrementAndGet();
      return refresh;
    } finally {
      moment.readLock().unlock();
    }
  }

  /** What {@link #begin} began is over. */
  void end() {
    looking.decrementAndGet();
  }

  /** Files that are no longer in use go as soon as nobody looks at a moment when they were. */
  void retire(Database database) {
    if (retired.isEmpty()) {
      return;
    }
    moment.writeLock().lock();
    try {
      if (looking.get() == 0) {
        for (String name : retired) {
          database.execute("DETACH DATABASE IF EXISTS " + name);
          Files.deleteIfExists(directory.resolve(name.replace('_', '-') + ".duckdb"));
        }
        retired.clear();
      }
    } catch (IOException e) {
      throw Database.failure("cannot remove a file of " + directory, e);
    } finally {
      moment.writeLock().unlock();
    }
  }

  /**
   * Runs a transaction after which the relations rest on other files; nobody begins to look in between.
   *
   * @param body in the transaction; the files that come and those that go, by name
   */
  void move(Database database, Supplier<Segments> body) {
    Segments before = segments;
    try {
      database.transaction(() -> {
        Segments after = body.get();
        moment.writeLock().lock();
        show(after);
      });
    } catch (RuntimeException | Error e) {
      show(before);
      throw e;
    } finally {
      if (moment.isWriteLockedByCurrentThread()) {
        moment.writeLock().unlock();
      }
    }
  }

  /** To be held while spans are removed that are not decided on. */
  ReentrantLock undecided() {
    return undecided;
  }

  Segments segments() {
    return segments;
  }

  private void show(Segments shown) {
    if (segments.equals(shown)) {
      return;
    }
    try (Database own = another()) {
      own.transaction(() -> {
        Relations.raw(own, shown);
        Relations.everySpan(own, shown);
      });
    }
    List<String> gone = new ArrayList<>(segments.sealed());
    gone.removeAll(shown.sealed());
    retired.addAll(gone);
    retired.removeAll(shown.sealed());
    segments = shown;
  }

  /** Gives room that was freed at the end of the file back to the disk, where nobody is in the way. */
  void shrink() {
    try (Database own = another()) {
      own.execute("CHECKPOINT store");
    } catch (StoreException e) {
      // Others are in transactions; the room is used again for what comes.
    }
  }

  /** A name in the folder for a file of a process; what is left of it goes with spilled ones. */
  Path scratch() {
    return StoreFolder.spill(directory);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      closeAll();
    }
  }
}
