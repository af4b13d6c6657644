package dev.sonde.store.duckdb;

import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder that a load writes into, until it takes the place of the final one. Its name carries the
 * process, so that what a killed process left can be told from what is being written.
 */
final class StoreFolder {

  /** The live tables and everything derived. */
  static final String FACTS = "facts.duckdb";

  private static final String LOADING = ".loading-";

  private static final String SPILL = "spill-";

  /** Ends the name of a store that another is about to replace. */
  private static final String REPLACED = ".old";

  /** Two renames take well under a millisecond; a second is for a machine that is very busy. */
  private static final int LOOKS = 200;

  private static final long LOOK_NANOS = 5_000_000;

  private final Path target;
  private final Path work;

  private StoreFolder(Path target, Path work) {
    this.target = target;
    this.work = work;
  }

  /** Makes the folder, and removes what dead processes left beside it. */
  static StoreFolder begin(Path directory) {
    Path target = directory.toAbsolutePath();
    String prefix = target.getFileName() + LOADING;
    Path work =
        target.resolveSibling(prefix + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(work);
      sweep(target, prefix);
    } catch (IOException e) {
      throw Room.explained(target, Database.failure("cannot make the folder " + work, e));
    }
    return new StoreFolder(target, work);
  }

  private static void sweep(Path target, String prefix) throws IOException {
    for (Path sibling : beside(target, prefix)) {
      if (!alive(sibling, prefix)) {
        if (isReplaced(sibling) && !Files.exists(target)) {
          takeBack(sibling, target);
        } else {
          delete(sibling);
        }
      }
    }
  }

  private static List<Path> beside(Path target, String prefix) throws IOException {
    try (Stream<Path> siblings = Files.list(target.resolveSibling(""))) {
      return siblings.filter(s -> String.valueOf(s.getFileName()).startsWith(prefix)).toList();
    }
  }

  private static boolean isReplaced(Path sibling) {
    return sibling.toString().endsWith(REPLACED);
  }

  /** Killed between its two renames, a load has put the old store away and not yet its own there. */
  private static void takeBack(Path old, Path target) throws IOException {
    try {
      Files.move(old, target);
    } catch (NoSuchFileException | FileAlreadyExistsException e) {
      // Another process was faster.
    }
  }

  /**
   * Whether a finished store lies there. Between the two renames of a load that replaces it there is
   * none for a moment: that is waited out, or mended where the load was killed just then.
   */
  static boolean holdsStore(Path directory) {
    Path target = directory.toAbsolutePath();
    for (int look = 0; look < LOOKS; look++) {
      if (Files.isRegularFile(target.resolve(FACTS))) {
        return true;
      }
      if (Files.exists(target) || target.getFileName() == null || !isBeingReplaced(target)) {
        return false;
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return false;
  }

  private static boolean isBeingReplaced(Path target) {
    String prefix = target.getFileName() + LOADING;
    boolean replaced = false;
    try {
      for (Path sibling : beside(target, prefix)) {
        if (isReplaced(sibling)) {
          replaced = true;
          if (!alive(sibling, prefix)) {
            takeBack(sibling, target);
          }
        }
      }
    } catch (IOException e) {
      // Nothing beside it can be seen, so nothing is known to come.
      return false;
    }
    // The moment may have passed between the two looks.
    return replaced || Files.exists(target);
  }

  /** Tells one store from another that took its place under the same name; null where unknown. */
  static @Nullable Object identity(Path directory) {
    try {
      return Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean alive(Path sibling, String prefix) {
    String rest = String.valueOf(sibling.getFileName()).substring(prefix.length());
    int dash = rest.indexOf('-');
    try {
      return dash < 0 || ProcessHandle.of(Long.parseLong(rest.substring(0, dash))).isPresent();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  Path target() {
    return target;
  }

  Path facts() {
    return work.resolve(FACTS);
  }

  Path work() {
    return work;
  }

  /** Where sealing puts the new file of facts. */
  Path sealedFacts() {
    return work.resolve("sealed-" + FACTS);
  }

  /** Lets the new file of facts take the place of the one whose records were sealed. */
  void replaceFacts() {
    replace(sealedFacts(), facts());
  }

  static void replace(Path fresh, Path file) {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Database.failure("cannot replace " + file, e);
    }
  }

  Path spill() {
    return work.resolve("spill");
  }

  /**
   * Where an instance that reads a finished store may spill: its own folder, as DuckDB gives the files
   * of all processes the same names. DuckDB makes it when it needs it and removes it when it is closed;
   * what killed processes left goes now.
   */
  static Path spill(Path directory) {
    Path target = directory.toAbsolutePath();
    try (Stream<Path> files = Files.list(target)) {
      for (Path file : files.toList()) {
        if (String.valueOf(file.getFileName()).startsWith(SPILL) && !alive(file, SPILL)) {
          delete(file);
        }
      }
    } catch (IOException e) {
      // A store that cannot be written is still good to read.
    }
    return target.resolve(SPILL + ProcessHandle.current().pid() + "-" + UUID.randomUUID());
  }

  /**
   * Gives the folder its final name. What was there before is replaced; who reads it goes on reading,
   * as its files stay open. Of several that finish at once, the last stays.
   */
  void publish() {
    try {
      delete(spill());
      for (int tries = 1; !publish(target.resolveSibling(work.getFileName() + REPLACED)); tries++) {
        if (tries == LOOKS) {
          throw new FileAlreadyExistsException(target.toString());
        }
      }
    } catch (IOException e) {
      throw Database.failure("cannot put the finished store at " + target, e);
    }
  }

  private boolean publish(Path old) throws IOException {
    boolean replaced = true;
    try {
      Files.move(target, old);
    } catch (NoSuchFileException e) {
      replaced = false;
    }
    try {
      Files.move(work, target);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      // Another load was faster with its own; that is the one to replace now.
      delete(old);
      return false;
    } catch (IOException e) {
      if (replaced) {
        takeBack(old, target);
      }
      throw e;
    }
    delete(old);
    return true;
  }

  void discard() {
    try {
      delete(work);
    } catch (IOException e) {
      throw new StoreException("cannot remove the unfinished load " + work + "; remove it", e);
    }
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    } catch (NotDirectoryException e) {
      all = List.of(path);
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}
