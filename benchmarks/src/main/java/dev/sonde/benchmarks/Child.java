package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code ./sonde} as a user would, as a process of its own, with a cache of its own. */
final class Child {

  private static final long LOOK_MILLIS = 10;
  private static final long LIMIT_MINUTES = 5;

  private final Path cache;

  /**
   * @param cache the folder that takes the place of the user's cache
   */
  Child(Path cache) {
    this.cache = cache;
  }

  /**
   * Runs one command to its end.
   *
   * @throws IllegalStateException where it fails, with what it said, or takes more than five minutes
   */
  Cost run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(root().resolve("sonde").toString()));
    command.addAll(List.of(arguments));
    Path said = Files.createTempFile(cache, "said", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.redirectErrorStream(true).redirectOutput(said.toFile());
    double cpu = Machine.childrenCpuMillis();
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      long peak = await(process, began);
      double wall = (System.nanoTime() - began) / 1e6;
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " failed:\n" + Files.readString(said));
      }
      return new Cost(wall, Machine.childrenCpuMillis() - cpu, peak);
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(said);
    }
  }

  private static long await(Process process, long began) throws InterruptedException {
    long peak = 0;
    while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, Machine.peakBytes(process.pid()));
      if (System.nanoTime() - began > TimeUnit.MINUTES.toNanos(LIMIT_MINUTES)) {
        throw new IllegalStateException("no end after " + LIMIT_MINUTES + " minutes");
      }
    }
    return peak;
  }

  /** The checkout that is measured. */
  static Path root() {
    return Path.of(System.getenv().getOrDefault("SONDE_ROOT", ".")).toAbsolutePath();
  }
}
