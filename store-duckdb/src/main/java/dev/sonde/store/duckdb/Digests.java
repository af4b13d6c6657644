package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Arrival.Digest;
import java.util.HashSet;
import java.util.Set;

/**
 * Requests that were committed, for an hour at least and two at most: one set is filled for an hour,
 * then kept for another. For one thread.
 */
final class Digests {

  private final long ageNanos;
  private Set<Digest> young = new HashSet<>();
  private Set<Digest> old = new HashSet<>();
  private long since;

  Digests(long ageNanos, long nowNanos) {
    this.ageNanos = ageNanos;
    this.since = nowNanos;
  }

  boolean has(Digest digest) {
    return young.contains(digest) || old.contains(digest);
  }

  void add(Digest digest) {
    young.add(digest);
  }

  /**
   * Lets the oldest go when it is time.
   *
   * @return whether it did
   */
  boolean forget(long nowNanos) {
    if (nowNanos - since < ageNanos) {
      return false;
    }
    old = young;
    young = new HashSet<>();
    since = nowNanos;
    return true;
  }
}
