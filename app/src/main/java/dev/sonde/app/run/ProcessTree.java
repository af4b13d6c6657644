package dev.sonde.app.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which processes a command consists of, found by looking again and again. A process belongs to it
 * whose parent does; and one whose parent is gone already, if the run's mark is in the environment that
 * it inherited. Not safe for several threads.
 */
final class ProcessTree {

  /** What asks how an orphan ended, which only its new parent may. */
  interface Reaper {
    /**
     * @return null where it is not ours to ask, or did not end
     */
    @Nullable Ending reap(int pid);
  }

  /** What changed since the look before. */
  record Changes(List<Watched> began, List<Watched> ended) {}

  private final ProcFs proc;
  private final byte[] mark;
  private final Reaper reaper;
  private final LongSupplier spanIds;
  private final long bootNanos;
  private final int self;

  private final Map<Integer, Watched> live = new LinkedHashMap<>();

  /** Ended and still to be seen, until their parents ask how. */
  private final Map<Integer, Watched> dead = new LinkedHashMap<>();

  private final Set<Integer> strangers = new HashSet<>();

  /** The command itself, whose end somebody else waits for. */
  private int root;

  /**
   * @param mark what the environment of the command holds, and of nothing else
   * @param spanIds gives each process one
   * @param nowNanos since the epoch
   * @param self whose dead children are all of this run; 0 where somebody else has some here
   */
  ProcessTree(
      ProcFs proc, String mark, Reaper reaper, LongSupplier spanIds, long nowNanos, int self) {
    this.self = self;
    this.proc = proc;
    this.mark = mark.getBytes(StandardCharsets.UTF_8);
    this.reaper = reaper;
    this.spanIds = spanIds;
    Long uptime = proc.uptimeNanos();
    this.bootNanos = uptime == null ? 0 : nowNanos - uptime;
    for (int pid : proc.pids()) {
      strangers.add(pid);
    }
  }

  /**
   * The command itself.
   *
   * @param command its words, as they were given
   * @param startNanos since the epoch
   */
  Watched begin(int pid, List<String> command, long startNanos) {
    root = pid;
    strangers.remove(pid);
    Watched one = new Watched(pid, proc.stat(pid), command, startNanos, spanIds.getAsLong());
    if (one.measured) {
      live.put(pid, one);
      name(one);
      read(one, false);
    }
    return one;
  }

  List<Watched> live() {
    return List.copyOf(live.values());
  }

  /** Looks at everything that runs. */
  Changes look(long nowNanos) {
    List<Watched> began = new ArrayList<>();
    List<Watched> ended = new ArrayList<>();
    Set<Integer> there = new HashSet<>();
    List<ProcStat> unknown = new ArrayList<>();
    for (int pid : proc.pids()) {
      there.add(pid);
      if (!strangers.contains(pid) && !live.containsKey(pid) && !dead.containsKey(pid)) {
        ProcStat stat = proc.stat(pid);
        if (stat != null) {
          unknown.add(stat);
        }
      }
    }
    dead.keySet().retainAll(there);
    for (Watched each : List.copyOf(live.values())) {
      ProcStat stat = there.contains(each.pid) ? proc.stat(each.pid) : null;
      if (stat == null || stat.startTicks() != each.startTicks) {
        end(each, null, nowNanos, ended);
        if (stat != null) {
          unknown.add(stat);
        }
      } else if (stat.isDead()) {
        dies(each, stat, nowNanos, ended);
      } else {
        boolean other = !stat.name().equals(each.name);
        each.seen(stat, nowNanos);
        memory(each);
        if (other) {
          name(each);
        }
      }
    }
    admit(unknown, nowNanos, began, ended);
    strangers.retainAll(there);
    return new Changes(began, ended);
  }

  /** A child may come before its parent in the list, so this goes on for as long as it finds any. */
  private void admit(
      List<ProcStat> unknown, long nowNanos, List<Watched> began, List<Watched> ended) {
    boolean found = true;
    while (found) {
      found = false;
      for (ProcStat stat : List.copyOf(unknown)) {
        Watched parent = parent(stat.parent());
        if (parent != null) {
          unknown.remove(stat);
          found |= join(stat, parent, nowNanos, began, ended);
        }
      }
    }
    for (ProcStat stat : unknown) {
      boolean left = self != 0 && stat.parent() == self && stat.isDead();
      if (left || proc.environmentHolds(stat.pid(), mark)) {
        join(stat, null, nowNanos, began, ended);
      } else {
        strangers.add(stat.pid());
      }
    }
  }

  private @Nullable Watched parent(int pid) {
    Watched running = live.get(pid);
    return running != null ? running : dead.get(pid);
  }

  private boolean join(
      ProcStat stat,
      @Nullable Watched parent,
      long nowNanos,
      List<Watched> began,
      List<Watched> ended) {
    long start = bootNanos + stat.startTicks() * ProcStat.TICK_NANOS;
    long earliest = parent == null ? Long.MIN_VALUE : parent.startNanos;
    // The kernel's clock is read to 10 ms only: nobody begins before its parent, or after it was
    // seen.
    Watched one = add(stat, parent, Math.min(nowNanos, Math.max(earliest, start)), nowNanos);
    began.add(one);
    if (stat.isDead()) {
      dies(one, stat, nowNanos, ended);
    }
    return true;
  }

  private Watched add(ProcStat stat, @Nullable Watched parent, long startNanos, long nowNanos) {
    Watched one = new Watched(stat, startNanos, parent, spanIds.getAsLong(), nowNanos);
    live.put(one.pid, one);
    name(one);
    read(one, false);
    return one;
  }

  /** What it is called now: a process is first a copy of its parent, and then executes its program. */
  void name(Watched one) {
    one.name = one.last.name();
    List<String> words = proc.commandLine(one.pid);
    if (words != null && !words.isEmpty()) {
      one.command = Redaction.commandLine(words);
    }
  }

  /**
   * Reads what it uses now; what cannot be read stays as it was.
   *
   * @param proportional also what costs a walk over its memory
   */
  void read(Watched one, boolean proportional) {
    memory(one);
    ProcFs.Io io = proc.io(one.pid);
    if (io != null) {
      one.io = io;
    }
    if (proportional) {
      Long bytes = proc.proportionalBytes(one.pid);
      if (bytes != null) {
        one.proportionalBytes = bytes;
      }
    }
  }

  private void memory(Watched one) {
    ProcFs.Memory memory = proc.memory(one.pid);
    if (memory != null) {
      one.memory = memory;
      one.peakBytes = Math.max(memory.peakBytes(), one.peakBytes == null ? 0 : one.peakBytes);
    }
  }

  private void dies(Watched one, ProcStat stat, long nowNanos, List<Watched> ended) {
    one.seen(stat, nowNanos);
    Ending ending = one.pid == root ? null : reaper.reap(one.pid);
    // Its status may be seen by whoever may see what it read and wrote.
    end(
        one,
        ending != null ? ending : one.io != null ? Ending.ofStatus(stat.exitStatus()) : null,
        nowNanos,
        ended);
    dead.put(one.pid, one);
  }

  private void end(Watched one, @Nullable Ending ending, long nowNanos, List<Watched> ended) {
    one.ending = ending;
    one.endNanos = nowNanos;
    live.remove(one.pid);
    ended.add(one);
  }
}
