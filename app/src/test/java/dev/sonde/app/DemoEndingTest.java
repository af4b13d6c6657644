package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A demo that is ended leaves nothing that runs")
class DemoEndingTest {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  @TempDir Path folder;

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("dev.sonde.app.Main", "demo", "array", "--speed", "0.1"));
    command.addAll(List.of("--http", "0", "--store", folder.resolve("store").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", folder.toString());
    // Where the workers' folders would be found.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + folder);
    return builder
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("said.txt").toFile())
        .start();
  }

  /** The process and all below it: the workload and its three workers, each with a folder. */
  private List<ProcessHandle> family(Process process) throws IOException {
    long began = System.nanoTime();
    while (process.descendants().count() < 4 || folders() < 3) {
      if (!process.isAlive() || System.nanoTime() - began > LIMIT_NANOS) {
        throw new AssertionError(Files.readString(folder.resolve("said.txt")));
      }
      LockSupport.parkNanos(10_000_000);
    }
    return process.descendants().toList();
  }

  private long folders() throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(each -> each.getFileName().toString().startsWith("sonde-demo-")).count();
    }
  }

  /**
   * Not by isAlive(): where a test of sonde run has made this process the parent of orphans, one that
   * has ended counts as alive until this process ends.
   */
  private static void awaitEnd(List<ProcessHandle> family) throws Exception {
    for (ProcessHandle each : family) {
      each.onExit().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void told_to_end() throws Exception {
    Process process = start();
    List<ProcessHandle> family = family(process);
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    awaitEnd(family);
    assertThat(folders()).isZero();
    Sonde sonde = new Sonde(folder);
    // What had come until then can be asked.
    Sonde.Ran asked =
        sonde.run(
            "sql",
            folder.resolve("store"),
            "SELECT count(*) FROM event WHERE name = 'run.started'",
            "--json");
    assertThat(asked.json().at("/result/rows/0/0").asLong()).isEqualTo(1);
  }

  @Test
  @Tag("slow")
  void killed() throws Exception {
    Process process = start();
    List<ProcessHandle> family = family(process);
    process.destroyForcibly();
    awaitEnd(family);
    assertThat(folders()).isZero();
  }
}
