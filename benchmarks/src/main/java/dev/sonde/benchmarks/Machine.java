package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What the figures were measured on; read from Linux's /proc. */
final class Machine {

  /** Linux counts CPU time in these, whatever the kernel's own tick is. */
  private static final double TICK_MILLIS = 10;

  private static final int FIELDS_BEFORE_STATE = 2;

  private Machine() {}

  /** Cores, memory, system, JVM and how busy the machine is right now; no names. */
  static String describe() throws IOException {
    String load = Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    long memory = kilobytes(Path.of("/proc/meminfo"), "MemTotal:") >> 20;
    return String.format(
        Locale.ROOT,
        "%d cores, %d GB, Linux %s, Java %s, load %s",
        Runtime.getRuntime().availableProcessors(),
        memory,
        System.getProperty("os.version").split("-")[0],
        Runtime.version().feature(),
        load);
  }

  /** CPU time of this process, in milliseconds. */
  static double ownCpuMillis() throws IOException {
    return cpuMillis(14 - FIELDS_BEFORE_STATE);
  }

  /** CPU time of all child processes that have ended. */
  static double childrenCpuMillis() throws IOException {
    return cpuMillis(16 - FIELDS_BEFORE_STATE);
  }

  /** CPU time of another process, without its children. */
  static double cpuMillisOf(long pid) throws IOException {
    return cpuMillis("/proc/" + pid + "/stat", 14 - FIELDS_BEFORE_STATE);
  }

  /** What a process holds in memory now; 0 once it has ended. */
  static long residentBytes(long pid) {
    try {
      return kilobytes(Path.of("/proc/" + pid + "/status"), "VmRSS:") << 10;
    } catch (IOException e) {
      return 0;
    }
  }

  private static double cpuMillis(int field) throws IOException {
    return cpuMillis("/proc/self/stat", field);
  }

  private static double cpuMillis(String file, int field) throws IOException {
    String stat = Files.readString(Path.of(file));
    // The second field is the command in brackets, and may hold spaces.
    String[] rest = stat.substring(stat.lastIndexOf(')') + 1).split(" ");
    return (Long.parseLong(rest[field]) + Long.parseLong(rest[field + 1])) * TICK_MILLIS;
  }

  /** The most memory that a process ever held; 0 once it has ended. */
  static long peakBytes(long pid) {
    try {
      return kilobytes(Path.of("/proc/" + pid + "/status"), "VmHWM:") << 10;
    } catch (IOException e) {
      return 0;
    }
  }

  /** Sets this process's peak back to what it holds now, so that a part can be measured alone. */
  static void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc/self/clear_refs"), "5");
  }

  private static long kilobytes(Path file, String field) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (String line : lines) {
      if (line.startsWith(field)) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    return 0;
  }
}
