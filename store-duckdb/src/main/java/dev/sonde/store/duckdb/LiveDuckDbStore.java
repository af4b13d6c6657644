package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.Capabilities;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Health;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Removed;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of DuckDB files that records flow into while it is asked. One process has it; what is there
 * after it ended, also by force, is read by {@link DuckDbStore#open}.
 */
public final class LiveDuckDbStore implements LiveStore {

  /** SQL from users that runs at once. */
  private static final int QUERIES_OF_USERS = 2;

  private final Path directory;
  private final LiveInstance instance;
  private final Semaphore places = new Semaphore(QUERIES_OF_USERS);
  private final LiveRoom room;
  private final LiveQueue queue;
  private final Ledger ledger = new Ledger();
  private final LiveKeeper keeper;
  private final LiveWriter writer;

  private LiveDuckDbStore(
      Path directory,
      LiveSettings settings,
      LiveInstance instance,
      LongSupplier freeBytes,
      LongSupplier clock) {
    this.directory = directory;
    this.instance = instance;
    this.room = new LiveRoom(directory, freeBytes, settings.reserveBytes());
    this.queue = new LiveQueue(settings.queueRecords(), settings.queueBytes());
    long derived;
    long last;
    try (Database own = instance.another()) {
      ledger.carry(LiveBooks.totals(own));
      derived = own.number("SELECT max(seq) FROM store.watermark");
      last = Math.max(derived, own.number("SELECT max(seq) FROM store.ledger"));
    }
    this.keeper =
        new LiveKeeper(
            instance,
            room,
            _ -> new Derivation("", _ -> LiveInstance.EVERY_SPAN),
            ledger,
            new LiveSealer(instance, directory),
            new Retention(instance, directory, settings),
            settings,
            derived,
            last);
    this.writer =
        new LiveWriter(
            directory, settings, instance, room, queue, ledger, clock, last, keeper::committed);
  }

  /**
   * Opens a store for writing and asking, or makes an empty one; one of an older version is brought up
   * to date first, and what a killed process committed is taken in.
   *
   * @throws StoreException where another process has it, a newer Sonde wrote it, or it cannot be
   *     written
   */
  public static LiveDuckDbStore open(Path directory, LiveSettings settings) {
    Path whole = directory.toAbsolutePath();
    return open(whole, settings, LiveRoom.of(whole));
  }

  /**
   * @param freeBytes left on the disk
   */
  static LiveDuckDbStore open(Path directory, LiveSettings settings, LongSupplier freeBytes) {
    return open(
        directory,
        settings,
        freeBytes,
        () -> Math.multiplyExact(System.currentTimeMillis(), 1_000_000L));
  }

  /**
   * @param clock nanoseconds since the epoch
   */
  static LiveDuckDbStore open(
      Path directory, LiveSettings settings, LongSupplier freeBytes, LongSupplier clock) {
    LiveInstance instance = LiveInstance.open(directory, settings);
    try {
      return new LiveDuckDbStore(directory, settings, instance, freeBytes, clock);
    } catch (RuntimeException | Error e) {
      instance.close();
      throw e;
    }
  }

  @Override
  public CompletableFuture<Receipt> offer(Arrival arrival) {
    try {
      room.check();
      return queue.offer(arrival);
    } catch (OverloadedException e) {
      ledger.refused(e.why(), LiveQueue.all(arrival));
      throw e;
    }
  }

  @Override
  public Store snapshot() {
    // Keys are known here before their records are derived, so none that is visible is missing.
    return LiveSnapshot.begin(instance, writer.dialect(), this::sandbox);
  }

  @Override
  public long version() {
    return keeper.version();
  }

  @Override
  public long await(long seen, Duration most) throws InterruptedException {
    return keeper.await(seen, most);
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public Health health() {
    List<String> troubles = new ArrayList<>();
    for (String trouble :
        new @Nullable String[] {room.trouble(), keeper.trouble(), writer.trouble()}) {
      if (trouble != null) {
        troubles.add(trouble);
      }
    }
    Sizes sizes = files();
    return new Health(
        sizes.bytes,
        sizes.log,
        room.free(),
        queue.records(),
        queue.bytes(),
        sizes.segments,
        writer.lastNanos(),
        coverage().startNanos(),
        troubles);
  }

  /** What the files take: all of them, the log; and how many are sealed. */
  private record Sizes(long bytes, long log, int segments) {}

  private Sizes files() {
    long bytes = 0;
    long log = 0;
    int segments = 0;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        bytes += size(file);
        log += name.equals(StoreFolder.FACTS + LiveTables.LOG) ? size(file) : 0;
        segments += name.startsWith("sealed-") ? 1 : 0;
      }
      return new Sizes(bytes, log, segments);
    } catch (IOException e) {
      throw new StoreException("cannot look into " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Files come and go while they are counted. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public Removed clear(Removal what) {
    long before = files().bytes;
    Removed removed = keeper.clear(what);
    instance.shrink();
    return new Removed(removed.records(), removed.runs(), Math.max(0, before - files().bytes));
  }

  @Override
  public Queries queries() {
    return (statement, visitor) -> {
      try (Store snapshot = snapshot()) {
        snapshot.queries().stream(statement, visitor);
      }
    };
  }

  @Override
  public Coverage coverage() {
    try (Store snapshot = snapshot()) {
      return snapshot.coverage();
    }
  }

  @Override
  public Capabilities capabilities() {
    try (Store snapshot = snapshot()) {
      return snapshot.capabilities();
    }
  }

  @Override
  public Dialect dialect() {
    return writer.dialect();
  }

  @Override
  public Sandbox sandbox() {
    return new LiveSandbox(instance, places);
  }

  @Override
  public long parquet(Statement select, Path file) {
    try (Store snapshot = snapshot()) {
      return snapshot.parquet(select, file);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } finally {
      try {
        keeper.close();
      } finally {
        instance.close();
      }
    }
  }
}
