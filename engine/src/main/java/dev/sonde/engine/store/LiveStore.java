package dev.sonde.engine.store;

import dev.sonde.model.Receipt;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A store that records flow into while it is asked. Safe for several threads. */
public interface LiveStore extends Store {

  /**
   * Hands over what came with one request, and returns at once. The receipt comes after the commit:
   * what it calls stored survives the death of the process. A failed future kept nothing of it. Either
   * way, also where it is refused at once, the ledger has it: nobody else enters it.
   *
   * <p>Enters in {@link #ledger} what became of its records, also where it refuses them.
   *
   * @throws OverloadedException where there is no room for it now, in memory or on the disk; nothing was
   *     kept, and the same may be offered again later
   */
  CompletableFuture<Receipt> offer(Arrival arrival);

  /**
   * The store as of one moment: everything asked of it rests on the same records, and its coverage
   * counts exactly those. Holds a connection, so it is closed when the answer is out.
   */
  Store snapshot();

  /** Rises with everything that an answer may show. */
  long version();

  /** Waits for another version than the one that was seen, or until the time is over; the version then. */
  long await(long seen, Duration most) throws InterruptedException;

  /** What came, and what became of it: the books of the whole store, not only of this process. */
  Ledger ledger();

  Health health();

  /** Removes records; returns once they are gone from every answer. */
  Removed clear(Removal what);
}
