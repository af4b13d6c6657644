package dev.sonde.store.duckdb;

import dev.sonde.engine.store.OverloadedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps enough of the disk free. A checkpoint that fails ends the instance, so nothing more is taken
 * before it can come to that; it is taken again as soon as there is room.
 */
final class LiveRoom {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Asking the system costs microseconds, and it is asked for each arrival. */
  private static final long LOOK_NANOS = 20_000_000;

  /** What is derived is small beside the records, and may use what they may not. */
  private static final int FOR_REFRESH = 4;

  private final Path directory;
  private final LongSupplier free;
  private final long reserve;
  private long looked;
  private long left = Long.MAX_VALUE;

  LiveRoom(Path directory, LongSupplier free, long reserve) {
    this.directory = directory;
    this.free = free;
    this.reserve = reserve;
    this.looked = System.nanoTime() - LOOK_NANOS;
  }

  /** What the system says of a folder's disk. */
  static LongSupplier of(Path directory) {
    return () -> {
      try {
        return Files.getFileStore(directory).getUsableSpace();
      } catch (IOException e) {
        // What cannot be known stops nobody; a write that fails is told of.
        return Long.MAX_VALUE;
      }
    };
  }

  synchronized long free() {
    long now = System.nanoTime();
    if (now - looked >= LOOK_NANOS) {
      left = free.getAsLong();
      looked = now;
    }
    return left;
  }

  /**
   * @throws OverloadedException where there is too little
   */
  void check() {
    String trouble = trouble();
    if (trouble != null) {
      throw new OverloadedException("disk", trouble, RETRY_AFTER);
    }
  }

  /** Whether there is enough for deriving what was stored. */
  boolean isEnoughForRefresh() {
    return free() >= reserve / FOR_REFRESH;
  }

  /** What is wrong, and what to do; null where there is enough. */
  @Nullable String trouble() {
    long now = free();
    return now >= reserve
        ? null
        : "the disk of "
            + directory
            + " has "
            + (now >> 20)
            + " MiB left, and "
            + (reserve >> 20)
            + " MiB are kept free; nothing is taken until there is more room";
  }
}
