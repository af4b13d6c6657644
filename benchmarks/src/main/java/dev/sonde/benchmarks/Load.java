package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A {@link LoadClient} as a process of its own. */
final class Load {

  private final Process process;

  private Load(Process process) {
    this.process = process;
  }

  /**
   * Begins to send.
   *
   * @param spansPerSecond 0 is as fast as it goes
   */
  static Load begin(
      Path requests,
      ServerProcess server,
      String path,
      int connections,
      double seconds,
      double spansPerSecond)
      throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            LoadClient.class.getName(),
            requests.toString(),
            server.http().getHost(),
            String.valueOf(server.http().getPort()),
            path,
            "application/x-protobuf",
            String.valueOf(connections),
            String.valueOf(seconds),
            String.valueOf(spansPerSecond));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    // A scenario that is interrupted leaves no generator behind.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Load(process);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What became of it; latencies in milliseconds. */
  record Figures(
      double seconds,
      long accepted,
      long refused,
      long failed,
      double cpuSeconds,
      double p50,
      double p95,
      double p99,
      double max) {

    double perSecond() {
      return accepted / seconds;
    }
  }

  /** Waits for the end; its figures. */
  Figures end() throws IOException, InterruptedException {
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    double[] values =
        Arrays.stream(said.split(" "))
            .mapToDouble(pair -> Double.parseDouble(pair.substring(pair.indexOf('=') + 1)))
            .toArray();
    if (values.length != 9) {
      throw new IllegalStateException("the generator failed: " + said);
    }
    return new Figures(
        values[0],
        (long) values[1],
        (long) values[2],
        (long) values[3],
        values[4],
        values[5],
        values[6],
        values[7],
        values[8]);
  }
}
