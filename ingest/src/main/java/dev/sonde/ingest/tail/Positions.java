package dev.sonde.ingest.tail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far each file has been taken, kept in a file beside the store. A piece is noted before it is handed
 * over: after a crash the very same piece is handed over again, and its digest tells whether it was kept.
 */
final class Positions {

  private final Path file;
  private final Map<String, Position> byKey = new LinkedHashMap<>();

  Positions(Path file) throws IOException {
    this.file = file;
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        Position position = Position.parse(line);
        byKey.put(position.key(), position);
      }
    } catch (NoSuchFileException e) {
      // The first time.
    } catch (IllegalArgumentException e) {
      throw new IOException(
          file + " is damaged; remove it to read the followed files from their beginning", e);
    }
  }

  @Nullable Position of(String key) {
    return byKey.get(key);
  }

  void put(Position position) throws IOException {
    byKey.put(position.key(), position);
    write();
  }

  void forget(String key) throws IOException {
    if (byKey.remove(key) != null) {
      write();
    }
  }

  private void write() throws IOException {
    List<String> lines = byKey.values().stream().map(Position::text).toList();
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
