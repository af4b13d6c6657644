package dev.sonde.store.duckdb;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of its own that runs {@link StoreProcess}; what it prints is read line by line. */
final class ChildJvm implements AutoCloseable {

  /** The driver unpacks a library of 72 MB into a file before anything else happens. */
  static final int FILE_LIMIT_MIB = 80;

  static final int DISK_MIB = 120;

  private static final int UNITS_PER_MIB = 2048;
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final BufferedReader output;
  private final List<String> seen = new ArrayList<>();

  private ChildJvm(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ChildJvm start(Path temporary, Object... arguments) throws IOException {
    return new ChildJvm(start(List.of(), temporary, arguments));
  }

  /** With no file larger than {@link #FILE_LIMIT_MIB}: a write beyond it fails as on a full disk. */
  static ChildJvm limited(Path temporary, Object... arguments) throws IOException {
    // POSIX counts in 512 bytes; the JVM ignores the signal, so that the write itself fails.
    String limit = "ulimit -f " + FILE_LIMIT_MIB * UNITS_PER_MIB + " && exec \"$@\"";
    return new ChildJvm(start(List.of("sh", "-c", limit, "sh"), temporary, arguments));
  }

  /** With a disk of {@link #DISK_MIB} of its own in a folder, which nobody else sees. */
  static ChildJvm onSmallDisk(Path temporary, Path disk, Object... arguments) throws IOException {
    String mount = "mount -t tmpfs -o size=" + DISK_MIB + "m none '" + disk + "' && exec \"$@\"";
    return new ChildJvm(
        start(List.of("unshare", "-rm", "sh", "-c", mount, "sh"), temporary, arguments));
  }

  private static Process start(List<String> wrapper, Path temporary, Object... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.io.tmpdir=" + temporary,
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Reads until a line begins so; fails with all that was said where none does. */
  String await(String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      seen.add(line);
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError("no line with " + beginning + " but " + String.join("\n", seen));
  }

  /** SIGKILL as well; what it had said before and nobody has read yet. */
  List<String> killAndRead() throws IOException {
    List<String> lines = new ArrayList<>();
    // By way of the process itself its output would be closed.
    process.toHandle().destroyForcibly();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.add(line);
    }
    return lines;
  }

  /** Lets a process that waits for a word go on. */
  void goOn() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  /** SIGKILL, where there is such a thing. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    end();
  }

  /** Its exit code. */
  int end() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still runs; said " + String.join("\n", seen));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
