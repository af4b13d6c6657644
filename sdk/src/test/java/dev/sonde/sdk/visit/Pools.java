package dev.sonde.sdk.visit;

import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Reads pools, which visits have left. */
final class Pools {

  private Pools() {}

  static List<Path> files(Path pool) {
    if (!Files.exists(pool)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(pool)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of all files. */
  static List<Value.Map> records(Path pool) {
    List<Value.Map> records = new ArrayList<>();
    for (Path file : files(pool)) {
      try {
        for (String line : Files.readAllLines(file)) {
          records.add((Value.Map) AttributesJson.readValue(line));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records;
  }

  static List<String> bodies(Path pool) {
    return records(pool).stream().map(each -> String.valueOf(each.entries().text("body"))).toList();
  }

  /** Files of that folder that this process has open. */
  static List<String> open(Path pool) {
    try (Stream<Path> numbers = Files.list(Path.of("/proc/self/fd"))) {
      return numbers
          .map(Pools::target)
          .filter(target -> target.startsWith(pool.toAbsolutePath().toString()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // Closed in the meantime.
    }
  }
}
