package dev.sonde.server;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who listens on a port, as Linux tells it under /proc; other systems do not. */
public final class PortHolder {

  /** The state of a listening socket in /proc/net/tcp. */
  private static final String LISTENING = "0A";

  private static final int COMMAND_LIMIT = 80;

  private PortHolder() {}

  /** E.g. {@code pid 4711 (java -jar app.jar)}; null where it cannot be known. */
  public static @Nullable String of(int port) {
    return of(port, Path.of("/proc"));
  }

  static @Nullable String of(int port, Path proc) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      sockets(proc.resolve(table), port, sockets);
    }
    if (sockets.isEmpty()) {
      return null;
    }
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          return "pid " + process.getFileName() + command(process);
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  /** Lines are: number, local address:port, remote one, state, ..., the tenth word the inode. */
  private static void sockets(Path table, int port, Set<String> into) {
    String ending = String.format(":%04X", port);
    try {
      for (String line : Files.readAllLines(table)) {
        String[] words = line.strip().split("\\s+");
        if (words.length > 9 && words[1].endsWith(ending) && words[3].equals(LISTENING)) {
          into.add("socket:[" + words[9] + "]");
        }
      }
    } catch (IOException e) {
      // No such table, so no such socket.
    }
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException e) {
      // It ended, or belongs to somebody else.
    }
    return false;
  }

  private static String command(Path process) {
    try {
      String line = Files.readString(process.resolve("cmdline")).replace('\0', ' ').strip();
      String shown = line.length() <= COMMAND_LIMIT ? line : line.substring(0, COMMAND_LIMIT) + "…";
      return shown.isEmpty() ? "" : " (" + shown + ")";
    } catch (IOException e) {
      return "";
    }
  }
}
