package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Removed;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.Problem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The thread that keeps what is derived up to date with the records that were committed. */
final class LiveKeeper implements AutoCloseable {

  /** A refresh takes a third of the time at most. */
  private static final int SHARE = 3;

  /** After a failure, so that it is not met again at once. */
  private static final long PAUSE_NANOS = 1_000_000_000;

  private static final long RETAIN_NANOS = 3_600_000_000_000L;

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Records that are not worth a file. */
  private static final long FEW = 10_000;

  /** Refreshes between two times that the rows of the books are summed up. */
  private static final int COMPACT = 1_000;

  private final LiveInstance instance;
  private final LiveRoom room;
  private final Function<Database, Refresher> refreshers;
  private final Ledger ledger;
  private final long refreshNanos;
  private final Thread thread;

  private Database database;
  private Refresher refresher;
  private final LiveSealer sealer;
  private final Retention retention;
  private long retainedNanos = System.nanoTime() - RETAIN_NANOS;
  private final long sealRows;
  private final long sealNanos;
  private Thread sealing = new Thread();
  private long sealed;
  private long sealedNanos = System.nanoTime();
  private volatile @Nullable String unsealed;
  private long committed;
  private long derived;
  private long version;

  /** Whether there was a commit since the last refresh began, be it only of books. */
  private boolean news;

  private boolean closed;
  private final ArrayDeque<Runnable> jobs = new ArrayDeque<>();
  private volatile @Nullable String trouble;

  /**
   * @param refreshers made for a connection of its own, whose current database is the store
   * @param derived up to which position everything is derived
   * @param committed position of the last record
   */
  LiveKeeper(
      LiveInstance instance,
      LiveRoom room,
      Function<Database, Refresher> refreshers,
      Ledger ledger,
      LiveSealer sealer,
      Retention retention,
      LiveSettings settings,
      long derived,
      long committed) {
    this.instance = instance;
    this.room = room;
    this.refreshers = refreshers;
    this.database = connect();
    this.refresher = refreshers.apply(database);
    this.sealed = LiveSealer.sealed(database);
    this.ledger = ledger;
    this.sealer = sealer;
    this.retention = retention;
    this.sealRows = settings.sealRows();
    this.sealNanos = settings.sealAge().toNanos();
    this.refreshNanos = settings.refreshNanos();
    this.derived = derived;
    this.committed = committed;
    // A process that was killed may have left records and books behind.
    begin();
    this.thread = Thread.ofPlatform().name("store-keeper").start(this::run);
  }

  private void begin() {
    news = true;
    if (room.isEnoughForRefresh()) {
      try {
        refresh(committed);
        news = false;
      } catch (StoreException e) {
        trouble = behind(e);
        recover();
      }
    }
  }

  private static String behind(RuntimeException failure) {
    return "new records are stored but not shown yet: " + failure.getMessage();
  }

  private Database connect() {
    Database own = instance.another();
    own.execute("USE store");
    return own;
  }

  /** Records up to a position are committed. */
  synchronized void committed(long seq) {
    committed = seq;
    news = true;
    notifyAll();
  }

  synchronized long version() {
    return version;
  }

  synchronized long await(long seen, Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    for (long left = most.toNanos();
        version == seen && left > 0 && !closed;
        left = deadline - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return version;
  }

  /** What is wrong with deriving now; null where all is well. */
  @Nullable String trouble() {
    String behind = trouble;
    return behind == null ? unsealed : behind;
  }

  private void run() {
    try {
      for (long to = next(0); to >= 0; ) {
        long start = System.nanoTime();
        long pause = refreshNanos;
        try {
          for (Runnable job = job(); job != null; job = job()) {
            job.run();
          }
          if (!room.isEnoughForRefresh()) {
            throw new StoreException("there is no room on the disk");
          }
          refresh(to);
          trouble = null;
          instance.retire(database);
          seal();
          retain();
        } catch (RuntimeException e) {
          retry();
          trouble = behind(e);
          pause = PAUSE_NANOS;
          recover();
        }
        long took = System.nanoTime() - start;
        to = next(start + Math.max(pause, Math.min(SHARE * took, took + PAUSE_NANOS)));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A connection of its own anew, as a failure may have ended more than the transaction. */
  private void recover() {
    try {
      instance.revive();
      database.close();
      database = connect();
      refresher = refreshers.apply(database);
    } catch (StoreException e) {
      trouble = "the store cannot be opened again: " + e.getMessage();
    }
  }

  private synchronized void retry() {
    news = true;
  }

  /** Waits for records, and for the time; the position to derive up to, -1 when closed and done. */
  private synchronized long next(long notBefore) throws InterruptedException {
    while (!closed && !news && jobs.isEmpty()) {
      wait();
    }
    for (long left = notBefore - System.nanoTime();
        notBefore != 0 && left > 0 && !closed && jobs.isEmpty();
        left = notBefore - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    if (closed && jobs.isEmpty() && (!news || trouble != null)) {
      return -1;
    }
    news = false;
    return committed;
  }

  /** Begins to seal, on a thread of its own, when there is enough that is old. */
  private void seal() {
    long fresh = derived - sealed;
    boolean old = System.nanoTime() - sealedNanos >= sealNanos && fresh >= FEW;
    if (sealing.isAlive() || (fresh < sealRows && !old)) {
      return;
    }
    long to = derived;
    sealing =
        Thread.ofPlatform()
            .name("store-sealer")
            .start(() -> {
              try {
                LiveSealer.Copy copy = sealer.copy(to);
                synchronized (this) {
                  jobs.add(() -> take(copy));
                  notifyAll();
                }
              } catch (StoreException e) {
                unsealed = "records are kept, but cannot be sealed: " + e.getMessage();
              }
            });
    sealedNanos = System.nanoTime();
  }

  /** Lets go what is too old, every hour and whenever something was sealed. */
  private void retain() {
    if (System.nanoTime() - retainedNanos >= RETAIN_NANOS) {
      retainedNanos = System.nanoTime();
      if (!retention.apply(database, System.currentTimeMillis() * NANOS_PER_MILLI).isEmpty()) {
        refreshed(derived, 0);
      }
    }
  }

  private void take(LiveSealer.Copy copy) {
    // Its thread has nothing left to do, but may still be ending: what waits to be sealed would
    // else wait
    // for more records.
    sealing = new Thread();
    if (sealer.take(database, copy)) {
      retainedNanos -= RETAIN_NANOS;
      sealed = copy.seq();
      unsealed = null;
      refreshed(derived, 0);
    }
  }

  private synchronized @Nullable Runnable job() {
    return jobs.poll();
  }

  /**
   * Removes records between two refreshes, and derives the rest anew. Returns when no snapshot that
   * begins from now on shows them.
   */
  Removed clear(Removal what) {
    CompletableFuture<Removed> done = new CompletableFuture<>();
    synchronized (this) {
      if (closed) {
        throw new StoreException("the store is closed");
      }
      jobs.add(() -> {
        try {
          done.complete(cleared(what));
        } catch (RuntimeException | Error e) {
          done.completeExceptionally(e);
          recover();
        }
      });
      notifyAll();
    }
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof StoreException told
          ? told
          : new StoreException("cannot clear the store: " + e.getMessage(), e);
    }
  }

  private Removed cleared(Removal what) {
    long[] removed = {0};
    long[] surplus = {0};
    long[] to = {0};
    long runs = database.number("SELECT count(*) FROM runs");
    instance.undecided().lock();
    try {
      instance.move(
          database,
          () -> {
            Segments segments = instance.segments();
            to[0] = Math.max(derived, database.number("SELECT max(seq) FROM ledger"));
            removed[0] = new Clearing(database, what).run(segments);
            surplus[0] = refresher.anew(database);
            write(to[0], surplus[0]);
            return segments.with(List.of(), Set.copyOf(segments.sealed()));
          });
    } finally {
      instance.undecided().unlock();
    }
    sealed = 0;
    refreshed(to[0], surplus[0]);
    return new Removed(removed[0], runs - database.number("SELECT count(*) FROM runs"), 0);
  }

  private void refresh(long to) {
    long from = derived;
    long[] surplus = {0};
    database.transaction(() -> {
      surplus[0] = to == from ? 0 : refresher.refresh(database, from, to);
      write(to, surplus[0]);
    });
    refreshed(to, surplus[0]);
  }

  /** Books and watermark, in the transaction of what was derived. */
  private void write(long to, long surplus) {
    if (surplus > 0) {
      twice(to, surplus);
    }
    if (version % COMPACT == 0) {
      LiveBooks.compact(database, to);
    }
    LiveBooks.publish(database, to);
    database.execute("UPDATE watermark SET seq = " + to + ", refresh = refresh + 1");
  }

  private void refreshed(long to, long surplus) {
    ledger.foundTwice(surplus);
    synchronized (this) {
      derived = to;
      version++;
      notifyAll();
    }
  }

  private void twice(long seq, long surplus) {
    database.execute(
        "INSERT INTO ledger VALUES (%1$d, 'stored', '', -%2$d), (%1$d, 'duplicate', '', %2$d)"
            .formatted(seq, surplus));
    long twice = Finish.twice(database);
    if (twice == 0) {
      return;
    }
    Problem problem = Finish.duplicates(twice);
    database.execute(
        "INSERT INTO reported VALUES (%d, '%s', %d, %s, %s)"
            .formatted(
                seq,
                problem.code().word(),
                twice,
                Database.literal(problem.where()),
                Database.literal(problem.message())));
  }

  /** Derives what is committed, then ends. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean interrupted = false;
    while (thread.isAlive() || sealing.isAlive()) {
      try {
        thread.join();
        // What it copied is not taken any more; the next start removes it.
        sealing.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    database.close();
  }
}
