package dev.sonde.app;

import dev.sonde.store.duckdb.DuckDbStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stores that were made of files, so that the second question does not read them again. Keyed by path,
 * size, modification time and a hash of head and tail of every file; bounded in bytes, least recently
 * used first to go; safe to delete at any time.
 */
final class FileCache {

  private static final int SAMPLE = 64 * 1024;
  private final Path folder;
  private final long mostBytes;

  FileCache(Path folder, long mostBytes) {
    this.folder = folder.resolve("files");
    this.mostBytes = mostBytes;
  }

  /** Where the store of these files is, or belongs. */
  Path entry(List<Path> files, @Nullable String format) {
    try {
      MessageDigest key = MessageDigest.getInstance("SHA-256");
      update(key, "store " + DuckDbStore.VERSION + " " + format);
      for (Path file : files) {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        update(
            key,
            file.toRealPath() + "\n" + attributes.size() + "\n" + attributes.lastModifiedTime());
        sample(key, file, attributes.size());
      }
      return folder.resolve(HexFormat.of().formatHex(key.digest(), 0, 16));
    } catch (IOException e) {
      throw new Failure(
          ExitCode.UNREADABLE, "cannot read " + files.getFirst() + ": " + e.getMessage());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether an entry is there; it then counts as just used. */
  boolean has(Path entry) {
    if (!DuckDbStore.exists(entry)) {
      return false;
    }
    try {
      Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // A cache that cannot be written is still good to read.
    }
    return true;
  }

  /** Makes room for a new entry by what was not used for the longest time. */
  void trim(Path newest) {
    try {
      trimmed(newest);
    } catch (IOException e) {
      // Another process trims as well; the bound is kept by whoever is last.
    }
  }

  /** A place for a store that nobody will ask for again; its maker removes it. */
  Path unkept() {
    return folder.resolve("once-" + UUID.randomUUID());
  }

  private void trimmed(Path newest) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (Stream<Path> list = Files.list(folder)) {
      list.forEach(entries::add);
    }
    entries.removeIf(FileCache::isNoEntry);
    entries.sort(Comparator.comparing(FileCache::lastUsed).reversed());
    long total = 0;
    for (Path entry : entries) {
      total += size(entry);
      if (total > mostBytes && !entry.equals(newest)) {
        delete(entry);
      }
    }
  }

  /** Loads under way have names of their own. */
  private static boolean isNoEntry(Path path) {
    return !String.valueOf(path.getFileName()).matches("[0-9a-f]{32}");
  }

  private static FileTime lastUsed(Path entry) {
    try {
      return Files.getLastModifiedTime(entry);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }

  private static long size(Path entry) throws IOException {
    try (Stream<Path> files = Files.walk(entry)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Removes a folder with all that is in it; what is already gone is fine. */
  static void delete(Path entry) {
    if (!Files.exists(entry)) {
      return;
    }
    try {
      Files.walkFileTree(
          entry,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      // Somebody else deletes it, or still reads it; the next trim comes by.
    }
  }

  private static void sample(MessageDigest key, Path file, long size) throws IOException {
    try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
      byte[] bytes = new byte[(int) Math.min(SAMPLE, size)];
      content.readFully(bytes);
      key.update(bytes);
      content.seek(Math.max(0, size - bytes.length));
      content.readFully(bytes);
      key.update(bytes);
    }
  }

  private static void update(MessageDigest key, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    key.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    key.update(bytes);
  }
}
