package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder that goes with the scenario, also when that is interrupted. */
final class Workspace implements AutoCloseable {

  private final Path folder;
  private final Thread hook = new Thread(this::delete);

  Workspace() throws IOException {
    folder = Files.createTempDirectory("sonde-bench");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** An empty folder of that name; what was in it is gone. */
  Path empty(String name) throws IOException {
    Path inner = folder.resolve(name);
    delete(inner);
    return Files.createDirectories(inner);
  }

  private void delete() {
    delete(folder);
  }

  static void delete(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(path)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      System.err.println("cannot remove " + path + ": " + e.getMessage());
    }
  }

  @Override
  public void close() {
    delete();
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
