package dev.sonde.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds and opens files. */
final class Sources {

  private Sources() {}

  static boolean isFolder(Path path) {
    if (Files.notExists(path)) {
      throw missing(path);
    }
    return Files.isDirectory(path);
  }

  /** The files right below a folder, by name; hidden ones and folders are not sources. */
  static List<Path> filesOf(Path folder) {
    return below(folder, file -> !Files.isDirectory(file));
  }

  /** The folders right below a folder, by name, without hidden ones. */
  static List<Path> foldersOf(Path folder) {
    return below(folder, Files::isDirectory);
  }

  private static List<Path> below(Path folder, Predicate<Path> kind) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(p -> !p.getFileName().toString().startsWith("."))
          .filter(kind)
          .sorted()
          .toList();
    } catch (AccessDeniedException e) {
      throw unreadable(folder);
    } catch (IOException e) {
      throw Messages.failed(folder, e);
    }
  }

  static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new SourceException.Missing(
          file + " is a folder where a file was expected; name a file in it.");
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw missing(file);
    } catch (AccessDeniedException e) {
      throw unreadable(file);
    }
  }

  static SourceException unreadable(Path path) {
    return new SourceException.Missing(path + " may not be read; check its permissions.");
  }

  private static SourceException missing(Path path) {
    return new SourceException.Missing(
        "No such file: " + path + " (looked in " + Path.of("").toAbsolutePath() + ").");
  }
}
