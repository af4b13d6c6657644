package dev.sonde.store.duckdb;

import java.time.Duration;

/**
 * What a live store may take of the machine, and for how long it keeps what.
 *
 * @param engine what DuckDB may take
 * @param queueRecords records that may wait for their commit; more are refused
 * @param queueBytes that they may take in memory; more are refused
 * @param groupRecords committed together at most
 * @param logBytes of the write-ahead log at which it is taken into the file; that stalls commits, and a
 *     restart replays some 130 MB of it in a second
 * @param reserveBytes left on the disk below which nothing is taken: enough for the log, and for taking it
 *     into the file
 * @param refreshNanos at least so long from the start of one refresh to that of the next
 * @param digestAge how long a request is remembered, so that it counts once when it is sent again
 * @param sealRows records from which the older ones are sealed: sorted, in a file of their own
 * @param sealAge after which they are sealed although they are fewer
 * @param keepAge after which a sealed file goes, from the end of the last of its records
 * @param keepBytes of all files, above which the oldest sealed one goes
 * @param sampling which traces are kept of those that come
 */
public record LiveSettings(
    Settings engine,
    int queueRecords,
    long queueBytes,
    int groupRecords,
    long logBytes,
    long reserveBytes,
    long refreshNanos,
    Duration digestAge,
    long sealRows,
    Duration sealAge,
    Duration keepAge,
    long keepBytes,
    Sampling sampling) {

  public static final LiveSettings DEFAULT =
      new LiveSettings(
          Settings.DEFAULT,
          300_000,
          256L << 20,
          50_000,
          256L << 20,
          640L << 20,
          250_000_000,
          Duration.ofHours(1),
          2_000_000,
          Duration.ofHours(1),
          Duration.ofDays(30),
          20L << 30,
          Sampling.NONE);

  public LiveSettings {
    if (queueRecords < 1 || queueBytes < 1 || groupRecords < 1) {
      throw new IllegalArgumentException(
          "the bounds of the queue are "
              + queueRecords
              + " records, "
              + queueBytes
              + " bytes and "
              + groupRecords
              + " records a commit; each is 1 at least");
    }
  }

  /** The same with other bounds of the queue. */
  public LiveSettings queue(int records, long bytes) {
    return new LiveSettings(
        engine,
        records,
        bytes,
        groupRecords,
        logBytes,
        reserveBytes,
        refreshNanos,
        digestAge,
        sealRows,
        sealAge,
        keepAge,
        keepBytes,
        sampling);
  }

  /** The same with another length of the log, and another reserve for it. */
  public LiveSettings log(long bytes, long reserve) {
    return new LiveSettings(
        engine,
        queueRecords,
        queueBytes,
        groupRecords,
        bytes,
        reserve,
        refreshNanos,
        digestAge,
        sealRows,
        sealAge,
        keepAge,
        keepBytes,
        sampling);
  }

  /** The same with other limits from which records are sealed. */
  public LiveSettings seal(long rows, Duration age) {
    return new LiveSettings(
        engine,
        queueRecords,
        queueBytes,
        groupRecords,
        logBytes,
        reserveBytes,
        refreshNanos,
        digestAge,
        rows,
        age,
        keepAge,
        keepBytes,
        sampling);
  }

  /** The same with other limits of what is kept. */
  public LiveSettings keep(Duration age, long bytes) {
    return new LiveSettings(
        engine,
        queueRecords,
        queueBytes,
        groupRecords,
        logBytes,
        reserveBytes,
        refreshNanos,
        digestAge,
        sealRows,
        sealAge,
        age,
        bytes,
        sampling);
  }

  /** The same with another choice of traces. */
  public LiveSettings sample(Sampling choice) {
    return new LiveSettings(
        engine,
        queueRecords,
        queueBytes,
        groupRecords,
        logBytes,
        reserveBytes,
        refreshNanos,
        digestAge,
        sealRows,
        sealAge,
        keepAge,
        keepBytes,
        choice);
  }
}
