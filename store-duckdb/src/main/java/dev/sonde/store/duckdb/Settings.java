package dev.sonde.store.duckdb;

/**
 * What a store may take of the machine.
 *
 * @param threads that DuckDB works with
 * @param memoryBytes that DuckDB may hold before it spills into the store's own folder
 * @param sealAbove records from which a load ends sealed: sorted, with attributes in columns. Sealing
 *     costs 5 to 20 s of CPU for a million spans (docs/performance.md), and makes a filter over an
 *     attribute ten times as fast
 */
public record Settings(int threads, long memoryBytes, long sealAbove) {

  public static final Settings DEFAULT =
      new Settings(Runtime.getRuntime().availableProcessors(), 640L << 20, 4_000_000);

  public Settings {
    if (threads < 1) {
      throw new IllegalArgumentException("threads is " + threads + "; a store needs one at least");
    }
    if (memoryBytes < 64L << 20) {
      throw new IllegalArgumentException(
          "memoryBytes is " + memoryBytes + "; DuckDB needs 64 MiB at least");
    }
  }

  /** The same with another number of records from which to seal. */
  public Settings sealAbove(long records) {
    return new Settings(threads, memoryBytes, records);
  }
}
