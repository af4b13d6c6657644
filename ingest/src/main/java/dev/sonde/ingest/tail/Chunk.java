package dev.sonde.ingest.tail;

import dev.sonde.ingest.Problems;
import dev.sonde.model.Batch;

/**
 * Whole lines of a followed file, decoded.
 *
 * @param where the file and the bytes, for messages
 * @param format the importer's name
 * @param high of a digest of where the lines stand and what they say: equal only for the same piece of
 *     the same file
 * @param low of that digest
 * @param bytes that the lines took
 */
public record Chunk(
    String where, String format, Batch batch, long high, long low, int bytes, Problems problems) {

  /** Where chunks go. */
  @FunctionalInterface
  public interface Taker {

    /** Keeps a chunk for good; false where nothing of it was kept and it should come again later. */
    boolean take(Chunk chunk);
  }
}
