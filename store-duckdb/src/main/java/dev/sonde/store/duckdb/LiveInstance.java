package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  private final Database root;
  private final ConcurrentLinkedQueue<Database> idle = new ConcurrentLinkedQueue<>();
  private volatile boolean closed;

  private LiveInstance(Database root) {
    this.root = root;
  }

  static LiveInstance open(Path directory, LiveSettings settings) {
    prepare(directory, settings.engine());
    Database root =
        Database.open("", settings.engine(), StoreFolder.spill(directory), settings.logBytes());
    try {
      attach(root, directory);
      long version = Upgrade.version(root, "store.");
      Upgrade.refuseNewer(version, directory);
      if (version < Upgrade.VERSION) {
        root.execute("DETACH store");
        Upgrade.run(directory, settings.engine());
        attach(root, directory);
      }
      Relations.make(root, Segments.attachLive(root, directory));
      root.execute("CREATE VIEW watermark AS SELECT seq, refresh FROM store.watermark");
      return new LiveInstance(root);
    } catch (RuntimeException e) {
      root.close();
      throw e;
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

  /** Another connection, for another thread. */
  Database another() {
    synchronized (root) {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      return root.another();
    }
  }

  /** A connection that is in no transaction, to be given back. */
  Database borrow() {
    @Nullable Database connection = idle.poll();
    return connection == null ? another() : connection;
  }

  /** Takes back a connection that is in no transaction and had no failure. */
  void giveBack(Database connection) {
    if (closed || idle.size() >= IDLE) {
      connection.close();
    } else {
      idle.add(connection);
    }
  }

  @Override
  public void close() {
    synchronized (root) {
      if (closed) {
        return;
      }
      closed = true;
    }
    for (Database each = idle.poll(); each != null; each = idle.poll()) {
      each.close();
    }
    root.close();
  }
}
