package dev.sonde.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with files that goes when it is closed, or when the process is told to end. */
public final class TempFolder implements AutoCloseable {

  private static final int TRIES = 3;

  private final Path path;
  private final Thread hook = new Thread(this::remove, "remove folder");

  private TempFolder(Path path) {
    this.path = path;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  public static TempFolder create(String name) throws IOException {
    return new TempFolder(Files.createTempDirectory("sonde-demo-" + name + "-"));
  }

  public Path path() {
    return path;
  }

  /** What is written while it goes makes it begin again. */
  private void remove() {
    for (int i = 0; i < TRIES && Files.exists(path); i++) {
      try {
        List<Path> files;
        try (var all = Files.list(path)) {
          files = all.toList();
        }
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
        Files.delete(path);
      } catch (IOException | UncheckedIOException e) {
        Thread.onSpinWait();
      }
    }
  }

  @Override
  public void close() {
    remove();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending; the hook finds nothing.
    }
  }
}
