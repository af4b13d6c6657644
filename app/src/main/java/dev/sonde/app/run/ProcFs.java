package dev.sonde.app.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Linux says of processes. A process may vanish between any two reads, or belong to somebody
 * else: whatever cannot be read is null, and no method throws.
 */
final class ProcFs {

  /** Of a command line; what is longer is cut. */
  private static final int MOST_COMMAND_BYTES = 64 << 10;

  private final Path root;

  /**
   * @param root the folder that {@code /proc} is, or a copy of one
   */
  ProcFs(Path root) {
    this.root = root;
  }

  /** Whether there is such a file system here. */
  boolean isThere() {
    return Files.isReadable(root.resolve("uptime"));
  }

  /** Every process that can be seen, rising. */
  int[] pids() {
    String[] names = root.toFile().list();
    if (names == null) {
      return new int[0];
    }
    int[] pids = new int[names.length];
    int count = 0;
    for (String name : names) {
      int pid = number(name);
      if (pid > 0) {
        pids[count++] = pid;
      }
    }
    int[] found = java.util.Arrays.copyOf(pids, count);
    java.util.Arrays.sort(found);
    return found;
  }

  private static int number(String name) {
    int length = name.length();
    if (length == 0 || length > 9) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value;
  }

  /** Nanoseconds since the machine began, to 10 ms; null where that is not said. */
  @Nullable Long uptimeNanos() {
    String text = text(root.resolve("uptime"));
    if (text == null) {
      return null;
    }
    try {
      return (long) (Double.parseDouble(text.strip().split(" ")[0]) * 1e9);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  @Nullable ProcStat stat(int pid) {
    byte[] bytes = bytes(file(pid, "stat"));
    return bytes == null ? null : ProcStat.parse(bytes);
  }

  /** The words of its command line, the program first; empty for a kernel thread or a dead process. */
  @Nullable List<String> commandLine(int pid) {
    byte[] bytes = bytes(file(pid, "cmdline"));
    if (bytes == null) {
      return null;
    }
    List<String> words = new ArrayList<>();
    int length = Math.min(bytes.length, MOST_COMMAND_BYTES);
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0 || i == length - 1) {
        int to = bytes[i] == 0 ? i : i + 1;
        words.add(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        from = i + 1;
      }
    }
    return words;
  }

  /** Whether these bytes are in its environment; false where that may not be looked at. */
  boolean environmentHolds(int pid, byte[] needle) {
    byte[] bytes = bytes(file(pid, "environ"));
    if (bytes == null) {
      return false;
    }
    search:
    for (int i = 0; i <= bytes.length - needle.length; i++) {
      for (int j = 0; j < needle.length; j++) {
        if (bytes[i + j] != needle[j]) {
          continue search;
        }
      }
      return true;
    }
    return false;
  }

  /**
   * Bytes that went to and came from storage since it began.
   *
   * @param readBytes its own, and those of the children that it waited for
   * @param writeBytes likewise
   */
  record Io(long readBytes, long writeBytes) {}

  /** Null also where it belongs to somebody else. */
  @Nullable Io io(int pid) {
    String text = text(file(pid, "io"));
    if (text == null) {
      return null;
    }
    Long read = field(text, "read_bytes:");
    Long write = field(text, "write_bytes:");
    return read == null || write == null ? null : new Io(read, write);
  }

  /**
   * @param residentBytes now
   * @param peakBytes the most that were resident at any moment, as the kernel knows it
   */
  record Memory(long residentBytes, long peakBytes) {}

  /** Null also for a dead process, which has none. */
  @Nullable Memory memory(int pid) {
    String text = text(file(pid, "status"));
    if (text == null) {
      return null;
    }
    Long resident = field(text, "VmRSS:");
    Long peak = field(text, "VmHWM:");
    return resident == null
        ? null
        : new Memory(resident * 1024, Math.max(resident, peak == null ? 0 : peak) * 1024);
  }

  /** Resident bytes with shared pages divided among those that share them; costs a walk over all. */
  @Nullable Long proportionalBytes(int pid) {
    String text = text(file(pid, "smaps_rollup"));
    Long kilobytes = text == null ? null : field(text, "Pss:");
    return kilobytes == null ? null : kilobytes * 1024;
  }

  /** The number behind a name at the beginning of a line. */
  private static @Nullable Long field(String text, String name) {
    int at = text.startsWith(name) ? 0 : text.indexOf("\n" + name) + 1;
    if (at == 0 && !text.startsWith(name)) {
      return null;
    }
    int from = at + name.length();
    while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
      from++;
    }
    int to = from;
    while (to < text.length() && Character.isDigit(text.charAt(to))) {
      to++;
    }
    try {
      return Long.valueOf(text.substring(from, to));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Path file(int pid, String name) {
    return root.resolve(Integer.toString(pid)).resolve(name);
  }

  private static @Nullable String text(Path file) {
    byte[] bytes = bytes(file);
    return bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte @Nullable [] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException | SecurityException | OutOfMemoryError e) {
      return null;
    }
  }
}
