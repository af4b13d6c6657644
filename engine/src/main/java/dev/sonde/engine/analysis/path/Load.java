package dev.sonde.engine.analysis.path;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which workers had all slots taken, and when. A slot is taken by an attempt and by the phases that
 * adjoin it: unpacking before it, storing behind it.
 */
final class Load {

  /** Between an attempt and a phase that adjoins it; clocks within a process agree to less. */
  private static final long ADJOINING_NANOS = 1_000_000;

  /**
   * @param last what freed the slot when it ended
   */
  private record Taken(long start, long end, Work last) {}

  /** One worker: when its slots were taken and freed, apart and sorted; and by what, by end. */
  private static final class Busy {
    final int slots;
    final long[] starts;
    final long[] ends;
    final List<Taken> byEnd;

    Busy(int slots, long[] starts, long[] ends, List<Taken> byEnd) {
      this.slots = slots;
      this.starts = starts;
      this.ends = ends;
      this.byEnd = byEnd;
    }

    int at(long nanos) {
      return upTo(starts, nanos) - upTo(ends, nanos);
    }
  }

  private final Map<String, Host> hosts = new HashMap<>();
  private final Map<String, Busy> busy = new HashMap<>();

  /** Transfers under way, where they arrive and where they come from; the most at once is the limit. */
  private final Map<String, Busy> incoming = new HashMap<>();

  private final Map<String, Busy> outgoing = new HashMap<>();

  Load(Observed observed, List<Host> hosts) {
    hosts.forEach(host -> this.hosts.merge(host.worker(), host, Load::both));
    Map<String, List<Taken>> taken = new HashMap<>();
    for (Work work : observed.works) {
      if (work.attempt() && work.worker() != null) {
        taken
            .computeIfAbsent(work.worker(), key -> new ArrayList<>())
            .add(taken(work, work.task() == null ? List.of() : observed.of(work.task())));
      }
    }
    taken.forEach((worker, list) -> {
      Host host = this.hosts.get(worker);
      busy.put(worker, busy(list, host == null ? 0 : Math.max(1, host.slots())));
    });
    transfers(observed.works, Work::worker, incoming);
    transfers(observed.works, Work::peer, outgoing);
  }

  private static void transfers(
      List<Work> works, Function<Work, @Nullable String> place, Map<String, Busy> into) {
    Map<String, List<Taken>> moving = new HashMap<>();
    for (Work work : works) {
      String at = work.heading() == Heading.TRANSFER ? place.apply(work) : null;
      if (at != null) {
        moving
            .computeIfAbsent(at, key -> new ArrayList<>())
            .add(new Taken(work.startNanos(), work.endNanos(), work));
      }
    }
    moving.forEach((at, list) -> into.put(at, busy(list, 0)));
  }

  private static Taken taken(Work attempt, List<Work> own) {
    long start = attempt.startNanos();
    Work last = attempt;
    for (int i = own.size() - 1; i >= 0; i--) {
      Work phase = own.get(i);
      if (isPhase(phase, attempt)
          && (phase.heading() == Heading.LOCK || phase.heading() == Heading.SERIALIZE)
          && phase.endNanos() <= start
          && start - phase.endNanos() <= ADJOINING_NANOS) {
        start = phase.startNanos();
      }
    }
    for (Work phase : own) {
      if (isPhase(phase, attempt)
          && phase.startNanos() >= last.endNanos()
          && phase.startNanos() - last.endNanos() <= ADJOINING_NANOS) {
        last = phase;
      }
    }
    return new Taken(start, last.endNanos(), last);
  }

  private static boolean isPhase(Work work, Work attempt) {
    return !work.attempt()
        && work.data() == null
        && attempt.worker() != null
        && attempt.worker().equals(work.worker());
  }

  /** It came and went: there from the first time to the last. */
  private static Host both(Host one, Host other) {
    return new Host(
        one.worker(),
        Math.max(one.slots(), other.slots()),
        one.addedNanos() == null || other.addedNanos() == null
            ? null
            : Long.valueOf(Math.min(one.addedNanos(), other.addedNanos())),
        one.removedNanos() == null || other.removedNanos() == null
            ? null
            : Long.valueOf(Math.max(one.removedNanos(), other.removedNanos())));
  }

  /**
   * @param slots 0 where only the most at once tells
   */
  private static Busy busy(List<Taken> list, int slots) {
    long[] starts = list.stream().mapToLong(Taken::start).sorted().toArray();
    long[] ends = list.stream().mapToLong(Taken::end).sorted().toArray();
    int most = 1;
    for (int i = 0; i < starts.length; i++) {
      most = Math.max(most, i + 1 - upTo(ends, starts[i]));
    }
    // Stable: what freed a slot at the same time as another stays in the order of all works.
    List<Taken> byEnd = list.stream().sorted(Comparator.comparingLong(Taken::end)).toList();
    return new Busy(slots == 0 ? most : slots, starts, ends, byEnd);
  }

  /** How many are at most that. */
  private static int upTo(long[] sorted, long value) {
    int at = Arrays.binarySearch(sorted, value);
    if (at < 0) {
      return -at - 1;
    }
    while (at < sorted.length && sorted[at] == value) {
      at++;
    }
    return at;
  }

  @Nullable Long addedNanos(@Nullable String worker) {
    Host host = worker == null ? null : hosts.get(worker);
    return host == null ? null : host.addedNanos();
  }

  /** Whether all slots of the worker were taken at that moment. */
  boolean isFull(@Nullable String worker, long nanos) {
    Busy known = worker == null ? null : busy.get(worker);
    return known != null && known.at(nanos) >= known.slots;
  }

  /** Whether no worker that was there had a free slot. */
  boolean isAllFull(long nanos) {
    for (Map.Entry<String, Busy> each : busy.entrySet()) {
      Host host = hosts.get(each.getKey());
      boolean there =
          host == null
              || ((host.addedNanos() == null || host.addedNanos() <= nanos)
                  && (host.removedNanos() == null || host.removedNanos() > nanos));
      if (there && each.getValue().at(nanos) < each.getValue().slots) {
        return false;
      }
    }
    return true;
  }

  /** What freed a slot of a worker that had none, last by then; null where there was none such. */
  @Nullable Work freedBy(@Nullable String worker, long nanos) {
    return worker == null ? null : freedBy(busy.get(worker), nanos);
  }

  /** The transfer that made room for another one, last by then; null where there was none such. */
  @Nullable Work madeRoom(Work transfer, long nanos) {
    Work there = transfer.worker() == null ? null : freedBy(incoming.get(transfer.worker()), nanos);
    Work here = transfer.peer() == null ? null : freedBy(outgoing.get(transfer.peer()), nanos);
    if (there == null || here == null) {
      return there == null ? here : there;
    }
    return Observed.BY_END.compare(there, here) >= 0 ? there : here;
  }

  /** Whether anything was moving to that worker at that moment. */
  boolean isMoving(@Nullable String worker, long nanos) {
    Busy known = worker == null ? null : incoming.get(worker);
    return known != null && known.at(nanos) > 0;
  }

  private static @Nullable Work freedBy(@Nullable Busy known, long nanos) {
    if (known == null) {
      return null;
    }
    int low = 0;
    int high = known.byEnd.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (known.byEnd.get(middle).end() <= nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    Taken last = low == 0 ? null : known.byEnd.get(low - 1);
    return last != null && last.end() > last.start() && known.at(last.end() - 1) >= known.slots
        ? last.last()
        : null;
  }

  /** Moments within a stretch at which an attempt or a transfer began or ended there, or anywhere. */
  List<Long> changes(@Nullable String worker, long fromNanos, long toNanos) {
    List<Long> changes = new ArrayList<>();
    Busy moving = worker == null ? null : incoming.get(worker);
    if (moving != null) {
      add(moving.starts, fromNanos, toNanos, changes);
      add(moving.ends, fromNanos, toNanos, changes);
    }
    for (Map.Entry<String, Busy> each : busy.entrySet()) {
      if (worker == null || worker.equals(each.getKey())) {
        add(each.getValue().starts, fromNanos, toNanos, changes);
        add(each.getValue().ends, fromNanos, toNanos, changes);
      }
    }
    return changes;
  }

  private static void add(long[] sorted, long from, long to, List<Long> into) {
    for (int i = upTo(sorted, from); i < sorted.length && sorted[i] < to; i++) {
      into.add(sorted[i]);
    }
  }
}
