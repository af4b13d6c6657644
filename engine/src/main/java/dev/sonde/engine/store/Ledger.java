package dev.sonde.engine.store;

import java.util.HashMap;
import java.util.Map;

/**
 * The books of what came: received = stored + duplicate + refused + rejected + dropped, at every moment
 * that they are looked at. A record is entered once it is known what became of it. Safe for several
 * threads.
 */
public final class Ledger {

  private long stored;
  private long duplicate;
  private final Map<String, Long> refused = new HashMap<>();
  private final Map<String, Long> rejected = new HashMap<>();
  private final Map<String, Long> dropped = new HashMap<>();

  /**
   * The totals at one moment, each with its causes.
   *
   * @param received all that came
   * @param refused told to come again later, by cause
   * @param rejected could not be understood, by cause
   * @param dropped accepted and not kept, by cause
   */
  public record Totals(
      long received,
      long stored,
      long duplicate,
      Map<String, Long> refused,
      Map<String, Long> rejected,
      Map<String, Long> dropped) {

    public Totals {
      refused = Map.copyOf(refused);
      rejected = Map.copyOf(rejected);
      dropped = Map.copyOf(dropped);
    }
  }

  /** Begins where an earlier process ended. */
  public synchronized void carry(Totals earlier) {
    stored += earlier.stored();
    duplicate += earlier.duplicate();
    add(refused, earlier.refused());
    add(rejected, earlier.rejected());
    add(dropped, earlier.dropped());
  }

  /** A request whose records were kept, but for what came with it and could not be. */
  public synchronized void settled(
      long storedNow,
      long duplicateNow,
      Map<String, Long> rejectedNow,
      Map<String, Long> droppedNow) {
    stored += storedNow;
    duplicate += duplicateNow;
    add(rejected, rejectedNow);
    add(dropped, droppedNow);
  }

  /** Records that were told to come again later. */
  public synchronized void refused(String cause, long records) {
    refused.merge(cause, records, Long::sum);
  }

  /** Records that cannot be understood, of a request of which nothing was stored. */
  public synchronized void rejected(String cause, long records) {
    rejected.merge(cause, records, Long::sum);
  }

  /** Stored records that turned out to be there twice. */
  public synchronized void foundTwice(long records) {
    stored -= records;
    duplicate += records;
  }

  /** Stored records that were let go, e.g. as their trace was not chosen by sampling. */
  public synchronized void letGo(String cause, long records) {
    stored -= records;
    dropped.merge(cause, records, Long::sum);
  }

  public synchronized Totals totals() {
    long received = stored + duplicate + sum(refused) + sum(rejected) + sum(dropped);
    return new Totals(received, stored, duplicate, refused, rejected, dropped);
  }

  private static void add(Map<String, Long> causes, Map<String, Long> more) {
    more.forEach((cause, count) -> causes.merge(cause, count, Long::sum));
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }
}
