package dev.sonde.sdk.sample;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads what this process uses. What cannot be read is null, never 0. For one thread. */
final class ProcessMeter {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path CGROUP_LIMIT = Path.of("/sys/fs/cgroup/memory.max");

  private long lastNanos = System.nanoTime();
  private @Nullable Duration lastProcessor = processor();

  /** Share of all processors since the last call, from 0 to 1. */
  @Nullable Double utilization() {
    long nanos = System.nanoTime();
    Duration now = processor();
    Duration before = lastProcessor;
    long elapsed = nanos - lastNanos;
    lastNanos = nanos;
    lastProcessor = now;
    if (now == null || before == null || elapsed <= 0) {
      return null;
    }
    double used = (double) now.minus(before).toNanos() / elapsed;
    return Math.min(1, Math.max(0, used / Runtime.getRuntime().availableProcessors()));
  }

  /** In nanoseconds where the runtime tells that, else in the system's ticks of 10 ms. */
  private static @Nullable Duration processor() {
    try {
      if (ManagementFactory.getOperatingSystemMXBean()
          instanceof com.sun.management.OperatingSystemMXBean system) {
        long nanos = system.getProcessCpuTime();
        if (nanos >= 0) {
          return Duration.ofNanos(nanos);
        }
      }
    } catch (LinkageError e) {
      // A runtime that was made without jdk.management.
    }
    return ProcessHandle.current().info().totalCpuDuration().orElse(null);
  }

  /** Bytes: resident where Linux tells, else of the heap. */
  long memory() {
    try {
      for (String line : Files.readString(STATUS, StandardCharsets.ISO_8859_1).split("\n")) {
        if (line.startsWith("VmRSS:")) {
          return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    } catch (IOException | RuntimeException e) {
      // Not Linux.
    }
    return heap();
  }

  long heap() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /**
   * What {@link #memory} has as its bound, in bytes: the container's, else the machine's; of the heap the
   * heap's own, as the resident memory of a process may be more than that.
   */
  long limit() {
    if (!Files.isReadable(STATUS)) {
      return Runtime.getRuntime().maxMemory();
    }
    try {
      return Long.parseLong(Files.readString(CGROUP_LIMIT).strip());
    } catch (IOException | RuntimeException e) {
      return machine();
    }
  }

  private static long machine() {
    try {
      if (ManagementFactory.getOperatingSystemMXBean()
          instanceof com.sun.management.OperatingSystemMXBean system) {
        return system.getTotalMemorySize();
      }
    } catch (LinkageError e) {
      // A runtime that was made without jdk.management.
    }
    return Runtime.getRuntime().maxMemory();
  }

  @Nullable Integer threads() {
    try {
      return ManagementFactory.getThreadMXBean().getThreadCount();
    } catch (LinkageError e) {
      return null;
    }
  }

  /** Seconds that garbage collectors have worked so far. */
  @Nullable Double collecting() {
    try {
      long millis = 0;
      for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
        millis += Math.max(0, each.getCollectionTime());
      }
      return millis / 1e3;
    } catch (LinkageError e) {
      return null;
    }
  }
}
