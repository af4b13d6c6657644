package dev.sonde.store.duckdb;

/** Brings what is derived up to date with the records that came since the last time. */
interface Refresher {

  /**
   * Takes in the records with a position in (from, to] : removes those that were there already, and
   * updates every derived table, {@code problems} with what is wrong in the data, and {@code spans},
   * {@code events}, {@code samples}, {@code start_ns} and {@code end_ns} of {@code meta}. The caller has
   * begun the transaction, ends it, and writes the watermark and all other books in it. Records beyond
   * {@code to} may be visible and are to be left alone.
   *
   * @param database a connection whose current database is the store ({@code USE store}); the relations
   *     over all segments are {@code memory.main.raw_span} and so on. It is the same one every time
   * @return records that were removed as they were there already
   */
  long refresh(Database database, long fromSeqExclusive, long toSeqInclusive);

  /**
   * Derives everything anew from all records that are visible, in the caller's transaction: some were
   * removed.
   *
   * @return records that were removed as they were there already
   */
  long anew(Database database);
}
