package dev.sonde.store.duckdb;

import dev.sonde.engine.store.DiskFullException;
import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a full disk from other failures, and says what to do about it. */
final class Room {

  /** What the system and DuckDB call it; neither has a code that comes through the driver. */
  private static final List<String> SIGNS =
      List.of(
          "No space left on device",
          "File too large",
          "Disk quota exceeded",
          "not enough space on the disk",
          "failed to offload data block");

  private Room() {}

  /**
   * The same failure, in words for the user where there was no room.
   *
   * @param folder where the store is written
   */
  static StoreException explained(Path folder, StoreException failure) {
    if (failure instanceof DiskFullException || !isFull(failure)) {
      return failure;
    }
    return new DiskFullException(
        "no room to write a store at "
            + folder
            + left(folder)
            + "; nothing of it was kept. Free some space there, or choose another folder",
        failure);
  }

  private static boolean isFull(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (SIGNS.stream().anyMatch(message::contains)) {
        return true;
      }
    }
    return false;
  }

  private static String left(Path folder) {
    try {
      Path there = existing(folder);
      return there == null
          ? ""
          : " (the disk has "
              + (Files.getFileStore(there).getUsableSpace() >> 20)
              + " MiB left, or a limit on files holds)";
    } catch (IOException e) {
      return "";
    }
  }

  private static @Nullable Path existing(Path folder) {
    Path there = folder.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there;
  }
}
