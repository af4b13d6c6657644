package dev.sonde.app.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder that looks like /proc; the machine began 100 s ago. */
final class FakeProc {

  private final Path root;

  FakeProc(Path root) throws IOException {
    this.root = root;
    Files.writeString(root.resolve("uptime"), "100.00 50.00\n");
  }

  ProcFs proc() {
    return new ProcFs(root);
  }

  static byte[] stat(
      int pid, String name, char state, int parent, long user, long system, long start, int exit) {
    return (pid
            + " ("
            + name
            + ") "
            + state
            + " "
            + parent
            + " 5 5 0 -1 0 1 2 3 4 "
            + user
            + " "
            + system
            + " 0 0 20 0 2 0 "
            + start
            + " 1000 10"
            + " 0".repeat(27)
            + " "
            + exit
            + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  void process(int pid, String name, char state, int parent, long startTicks) throws IOException {
    process(pid, name, state, parent, startTicks, 0);
  }

  void process(int pid, String name, char state, int parent, long startTicks, int exit)
      throws IOException {
    Path folder = Files.createDirectories(root.resolve(Integer.toString(pid)));
    Files.write(folder.resolve("stat"), stat(pid, name, state, parent, 5, 5, startTicks, exit));
    file(pid, "cmdline", name + "\0--password\0hunter2\0");
    file(pid, "io", "read_bytes: 10\nwrite_bytes: 20\n");
  }

  void file(int pid, String name, String text) throws IOException {
    Path folder = Files.createDirectories(root.resolve(Integer.toString(pid)));
    Files.writeString(folder.resolve(name), text);
  }

  void gone(int pid) throws IOException {
    Path folder = root.resolve(Integer.toString(pid));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
