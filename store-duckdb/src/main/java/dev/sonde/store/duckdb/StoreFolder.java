package dev.sonde.store.duckdb;

import dev.sonde.engine.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder that a load writes into, until it takes the place of the final one. Its name carries the
 * process, so that what a killed process left can be told from what is being written.
 */
final class StoreFolder {

  /** The live tables and everything derived. */
  static final String FACTS = "facts.duckdb";

  private static final String LOADING = ".loading-";

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
      throw Database.failure("cannot make the folder " + work, e);
    }
    return new StoreFolder(target, work);
  }

  private static void sweep(Path target, String prefix) throws IOException {
    try (Stream<Path> siblings = Files.list(target.resolveSibling(""))) {
      for (Path sibling : siblings.toList()) {
        String name = String.valueOf(sibling.getFileName());
        if (name.startsWith(prefix) && !alive(name.substring(prefix.length()))) {
          delete(sibling);
        }
      }
    }
  }

  private static boolean alive(String rest) {
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
   * Gives the folder its final name. What was there before is replaced; who reads it goes on reading,
   * as its files stay open.
   */
  void publish() {
    Path old = target.resolveSibling(work.getFileName() + ".old");
    try {
      delete(spill());
      boolean replaced = Files.exists(target);
      if (replaced) {
        Files.move(target, old);
      }
      Files.move(work, target);
      if (replaced) {
        delete(old);
      }
    } catch (IOException e) {
      throw Database.failure("cannot put the finished store at " + target, e);
    }
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
