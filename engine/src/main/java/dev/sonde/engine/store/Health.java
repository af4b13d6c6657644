package dev.sonde.engine.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a live store is.
 *
 * @param bytes on the disk, all files
 * @param logBytes of the write-ahead log, which a restart has to replay
 * @param freeBytes left on that disk
 * @param waitingRecords taken and not committed yet
 * @param waitingBytes that they take in memory
 * @param segments sealed files
 * @param lastNanos when the last record was committed; null where none was since the start
 * @param oldestNanos the earliest moment of any record; null where there is none
 * @param troubles what is wrong now, in sentences; empty where all is well
 */
public record Health(
    long bytes,
    long logBytes,
    long freeBytes,
    long waitingRecords,
    long waitingBytes,
    int segments,
    @Nullable Long lastNanos,
    @Nullable Long oldestNanos,
    List<String> troubles) {

  public Health {
    troubles = List.copyOf(troubles);
  }
}
