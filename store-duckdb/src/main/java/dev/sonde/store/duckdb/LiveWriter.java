package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Arrival.Digest;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.DiskFullException;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.StoreException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes records. It takes what waits, commits it in one transaction, and only then
 * says what became of it.
 */
final class LiveWriter implements AutoCloseable {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** A commit that memory or a file did not allow is tried so often. */
  private static final int TRIES = 10;

  private static final long PAUSE_NANOS = 300_000_000;

  private final Path directory;
  private final LiveSettings settings;
  private final LiveInstance instance;
  private final LiveRoom room;
  private final LiveQueue queue;
  private final Ledger ledger;
  private final Digests digests;
  private final KeyCatalogue keys = new KeyCatalogue();
  private final OriginNumbers origins = new OriginNumbers(keys);
  private final LongSupplier clock;
  private final LiveSampling sampling;
  private final LongConsumer committed;
  private final Thread thread;

  private LiveInserts inserts;
  private Map<String, Long> refusedBefore;
  private long seq;
  private volatile @Nullable Long lastNanos;
  private volatile Dialect known;
  private volatile @Nullable String trouble;

  /**
   * @param ledger of the store, with what came before this process
   * @param clock nanoseconds since the epoch
   * @param seq position of the last record that is there
   * @param committed is told the position of the last record after each commit
   */
  LiveWriter(
      Path directory,
      LiveSettings settings,
      LiveInstance instance,
      LiveRoom room,
      LiveQueue queue,
      Ledger ledger,
      LongSupplier clock,
      long seq,
      LongConsumer committed) {
    this.directory = directory;
    this.settings = settings;
    this.instance = instance;
    this.room = room;
    this.queue = queue;
    this.ledger = ledger;
    this.clock = clock;
    this.seq = seq;
    this.committed = committed;
    this.refusedBefore = ledger.totals().refused();
    Database database = instance.another();
    this.inserts = new LiveInserts(database);
    this.digests = new Digests(settings.digestAge().toNanos(), System.nanoTime());
    this.sampling = new LiveSampling(settings.sampling(), database);
    LiveCatalogue.read(database, keys, origins);
    this.known = known();
    remember(database);
    this.thread = Thread.ofPlatform().name("store-writer").start(this::run);
  }

  /** The requests of the last hour, from before this process. */
  private void remember(Database database) {
    long since = clock.getAsLong() - settings.digestAge().toNanos();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT high, low FROM store.digests WHERE at_ns >= " + since)) {
      while (rows.next()) {
        digests.add(new Digest(rows.getLong(1), rows.getLong(2)));
      }
    } catch (SQLException e) {
      throw Database.failure("cannot read the digests of the store", e);
    }
  }

  /** When the last record was committed by this process; null where none was. */
  @Nullable Long lastNanos() {
    return lastNanos;
  }

  /** What keeps it from deciding on sampled spans; null where all is well. */
  @Nullable String trouble() {
    return trouble;
  }

  /** How attributes are reached, with every key of the records that are committed. */
  Dialect dialect() {
    return known;
  }

  private Dialect known() {
    return new DuckDbDialect(keys.kinds(false), keys.kinds(true), true, true);
  }

  private void run() {
    try {
      while (!queue.isOver()) {
        List<LiveQueue.Waiting> group =
            queue.take(settings.groupRecords(), sampling.patienceNanos());
        if (!group.isEmpty()) {
          write(group);
          queue.done(group);
        }
        if (sampling.patienceNanos() == 0) {
          decide();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<LiveQueue.Waiting> arrivals) {
    try {
      room.check();
      LiveGroup group =
          new LiveGroup(arrivals, seq, clock.getAsLong(), digests, keys, origins, sampling);
      Map<String, Long> refused = ledger.totals().refused();
      List<LiveBooks.Entry> books = new ArrayList<>(group.entries());
      books.addAll(LiveBooks.entries(group.seq(), "refused", difference(refusedBefore, refused)));
      commit(group, books);
      seq = group.seq();
      refusedBefore = refused;
      origins.written();
      if (!keys.fresh().isEmpty()) {
        keys.written();
        known = known();
      }
      sampling.waitsFor(group.undecided.size());
      group.digests.forEach(seen -> digests.add(seen.digest()));
      lastNanos = clock.getAsLong();
      // Entered before anybody is told, so that the books never lag behind a receipt.
      group.settle(ledger);
      committed.accept(seq);
    } catch (RuntimeException | Error e) {
      fail(arrivals, e);
    }
  }

  /** Keeps or lets go what waits for that, in a commit of its own. */
  private void decide() {
    long start = System.nanoTime();
    // While records are cleared, and where there is no room, it waits on.
    if (room.trouble() == null && instance.undecided().tryLock()) {
      try {
        LiveSampling.Decision decision = decided();
        if (decision != null) {
          sampling.decided(decision);
          if (decision.seq() > seq) {
            seq = decision.seq();
            if (decision.dropped() > 0) {
              ledger.letGo("sampled", decision.dropped());
            }
            committed.accept(seq);
          }
        }
        trouble = null;
      } catch (RuntimeException e) {
        trouble = "sampled spans wait and cannot be decided on: " + e.getMessage();
      } finally {
        instance.undecided().unlock();
      }
    }
    sampling.put(start);
  }

  /** What was committed; null where nothing was. */
  private LiveSampling.@Nullable Decision decided() {
    List<LiveSampling.Decision> made = new ArrayList<>();
    try {
      Database database = inserts.database();
      database.transaction(() -> made.add(sampling.decide(database, seq, clock.getAsLong())));
      return made.getLast();
    } catch (StoreException e) {
      // An instance that ended may have done so after the commit, while it took the log in.
      if (revived() && !made.isEmpty() && stored() >= made.getLast().seq()) {
        return made.getLast();
      }
      throw e;
    }
  }

  private void commit(LiveGroup group, List<LiveBooks.Entry> books) {
    for (int tries = 1; ; tries++) {
      try {
        inserts.commit(group, origins.fresh(), keys.fresh(), books);
        return;
      } catch (StoreException e) {
        // An instance that ended may have done so after the commit, while it took the log in.
        String message = String.valueOf(e.getMessage());
        // Nobody interrupts this thread: another connection's failure does. A commit that it cut
        // off
        // may lie in the log all the same; what it cut off before is gone, and is tried again.
        boolean unsure = message.contains("COMMIT: INTERRUPT Error");
        boolean interrupted = message.contains("INTERRUPT Error") && !unsure;
        boolean revived = unsure ? revivedSoon() : revived();
        if (revived && group.seq() > seq && stored() >= group.seq()) {
          return;
        }
        // One that another connection brought to its end says nothing of this commit: the next try
        // does.
        boolean cut = revived && !(Room.explained(directory, e) instanceof DiskFullException);
        boolean starved = message.contains("Out of Memory");
        if (tries == TRIES || !(cut || starved || interrupted)) {
          throw e;
        }
        // Whoever took the memory dies of it first, or is done soon.
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** As {@link #revived}, where the instance's end may be seen a moment later only. */
  private boolean revivedSoon() {
    boolean revived = revived();
    for (int looks = 1; !revived && looks < TRIES; looks++) {
      LockSupport.parkNanos(PAUSE_NANOS);
      revived = revived();
    }
    return revived;
  }

  /** Opens the instance again where it has ended; whether that was so. */
  private boolean revived() {
    for (int tries = 1; ; tries++) {
      try {
        boolean ended = instance.revive();
        if (ended || inserts.isClosed()) {
          inserts = new LiveInserts(instance.another());
        }
        return ended;
      } catch (StoreException e) {
        if (tries == TRIES) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  private long stored() {
    try (Database own = instance.another()) {
      return own.number("SELECT max(seq) FROM store.ledger");
    }
  }

  private static Map<String, Long> difference(Map<String, Long> before, Map<String, Long> now) {
    Map<String, Long> difference = new HashMap<>();
    now.forEach((cause, count) -> difference.put(cause, count - before.getOrDefault(cause, 0L)));
    return difference;
  }

  private void fail(List<LiveQueue.Waiting> arrivals, Throwable failure) {
    StoreException told = told(failure);
    String why = told instanceof OverloadedException overloaded ? overloaded.why() : "store";
    for (LiveQueue.Waiting each : arrivals) {
      if (!each.receipt().isDone()) {
        ledger.refused(why, LiveQueue.all(each.arrival()));
        each.receipt().completeExceptionally(told);
      }
    }
  }

  private StoreException told(Throwable failure) {
    StoreException plain =
        failure instanceof StoreException store
            ? store
            : new StoreException("cannot store records in " + directory + ": " + failure, failure);
    if (plain instanceof OverloadedException) {
      return plain;
    }
    if (Room.explained(directory, plain) instanceof DiskFullException full) {
      return new OverloadedException("disk", String.valueOf(full.getMessage()), RETRY_AFTER);
    }
    return plain;
  }

  /** Commits what waits, then ends. */
  @Override
  public void close() {
    queue.close();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    List<LiveBooks.Entry> refused =
        LiveBooks.entries(seq, "refused", difference(refusedBefore, ledger.totals().refused()));
    try {
      if (!refused.isEmpty()) {
        LiveGroup nothing =
            new LiveGroup(List.of(), seq, clock.getAsLong(), digests, keys, origins, sampling);
        inserts.commit(nothing, List.of(), List.of(), refused);
      }
    } finally {
      inserts.close();
    }
  }
}
