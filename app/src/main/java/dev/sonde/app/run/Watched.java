package dev.sonde.app.run;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known of one process so far; the tree's own thread writes it. */
final class Watched {

  final int pid;
  final long startTicks;
  final long startNanos;

  /** Who started it: 0 where that process was gone before this one was seen. */
  final int parent;

  /** Of the process that started it, where that is of the tree. */
  final @Nullable Watched parentSeen;

  final long spanId;

  /** Whether it is the command itself, rather than one of its children. */
  final boolean isCommand;

  /** Whether it was there to be measured; one that ended too soon was not. */
  final boolean measured;

  /** The words of its command line, secrets out; changes when it executes another program. */
  List<String> command = List.of();

  String name;
  ProcStat last;
  long lastSeenNanos;
  @Nullable Ending ending;
  long endNanos;

  /** Most that were seen; null where it could not be read. */
  ProcFs.@Nullable Memory memory;

  @Nullable Long peakBytes;
  @Nullable Long proportionalBytes;
  ProcFs.@Nullable Io io;
  long peakThreads;

  Watched(ProcStat first, long startNanos, @Nullable Watched parentSeen, long spanId, long now) {
    this.isCommand = false;
    this.measured = true;
    this.pid = first.pid();
    this.startTicks = first.startTicks();
    this.startNanos = startNanos;
    this.parentSeen = parentSeen;
    this.parent = parentSeen != null ? parentSeen.pid : 0;
    this.spanId = spanId;
    this.name = first.name();
    this.last = first;
    this.lastSeenNanos = now;
    this.peakThreads = first.threads();
  }

  /**
   * The command.
   *
   * @param first null where it had ended before it could be looked at
   */
  Watched(int pid, @Nullable ProcStat first, List<String> command, long startNanos, long spanId) {
    this.isCommand = true;
    this.measured = first != null;
    this.pid = pid;
    this.last =
        first != null
            ? first
            : new ProcStat(
                pid, Path.of(command.getFirst()).getFileName() + "", 'X', 0, 0, 0, 0, 0, 0, 0, 0);
    this.startTicks = last.startTicks();
    this.startNanos = startNanos;
    this.parentSeen = null;
    this.parent = 0;
    this.spanId = spanId;
    this.name = last.name();
    this.command = Redaction.commandLine(command);
    this.lastSeenNanos = startNanos;
    this.peakThreads = last.threads();
  }

  void seen(ProcStat stat, long now) {
    last = stat;
    lastSeenNanos = now;
    peakThreads = Math.max(peakThreads, stat.threads());
  }

  /** Whether its processor time is known: it is counted in hundredths of a second. */
  boolean hasCpu() {
    return measured && cpuNanos() > 0;
  }

  /** Processor time of its own in nanoseconds, up to when it was last seen. */
  long cpuNanos() {
    return (last.userTicks() + last.systemTicks()) * ProcStat.TICK_NANOS;
  }
}
