package dev.sonde.ingest.ray;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.chrome.TraceEvent;
import dev.sonde.ingest.chrome.TraceEvent.Place;
import dev.sonde.ingest.chrome.TraceEvents;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events of a timeline until it is known what they belong to: a phase names no task, only the execution
 * around it does, and which attempt an execution is follows from the others of its task.
 */
final class Timeline implements TraceEvents.Taker {

  /** Some 100 MB; Ray itself keeps fewer events, unless told otherwise. */
  private static final int HELD = 100_000;

  /** Tasks whose attempts are numbered on from one piece to the next. */
  private static final int REMEMBERED = 500_000;

  /** Times are doubles of microseconds since 1970, which are a quarter of a microsecond apart. */
  private static final long ROUNDED = 1000;

  private final Input input;
  private final Batches batches;
  private final Problems problems;
  private final Mapping mapping = new Mapping();
  private final Names names = new Names();
  private final Map<String, Integer> attempts = new HashMap<>();
  private final List<TraceEvent> held = new ArrayList<>();

  /** An execution of a task, and what it was found to be. */
  static final class Execution {
    final TraceEvent event;
    final int attempt;
    @Nullable TraceEvent failed;

    Execution(TraceEvent event, int attempt) {
      this.event = event;
      this.attempt = attempt;
    }
  }

  Timeline(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.batches = batches;
    this.problems = problems;
  }

  @Override
  public void event(TraceEvent event) {
    Long duration = event.duration();
    if (event.kind() == 'M') {
      names.learn(event);
    } else if (event.kind() != 'X' || event.time() == null) {
      String message = "Ray's timelines have events of ph X and M, not " + event.kind();
      problems.reject(Code.UNSUPPORTED, input.atByte(event.at()), message);
    } else if (duration != null && duration < 0) {
      String message = event.name() + " takes " + duration + " ns";
      problems.reject(Code.NEGATIVE_DURATION, input.atByte(event.at()), message);
    } else {
      held.add(event);
      if (held.size() >= HELD) {
        String message = "attempts are numbered within " + HELD + " events, not in the whole file";
        problems.note(Code.CAPPED, input.atByte(event.at()), message);
        flush();
      }
    }
  }

  @Override
  public void beside(String name, Value value) {
    // Ray writes a bare list.
  }

  /** Hands on what is held, in the order of the source. */
  void flush() {
    Map<Long, Execution> executions = executions();
    Map<Place, List<Execution>> byThread = new HashMap<>();
    executions.values().stream()
        .sorted(Comparator.comparingLong(e -> start(e.event)))
        .forEach(e -> byThread.computeIfAbsent(e.event.place(), p -> new ArrayList<>()).add(e));
    Map<Long, Execution> around = around(byThread, executions);
    for (TraceEvent event : held) {
      Execution own = executions.get(event.at());
      batches.add(
          own != null
              ? mapping.attempt(own, names)
              : mapping.within(event, around.get(event.at()), names));
    }
    held.clear();
  }

  /** By their places in the source. */
  private Map<Long, Execution> executions() {
    if (attempts.size() > REMEMBERED) {
      attempts.clear();
    }
    List<TraceEvent> found = new ArrayList<>();
    for (TraceEvent event : held) {
      if (Mapping.isExecution(event)) {
        found.add(event);
      }
    }
    found.sort(Comparator.comparingLong(Timeline::start).thenComparingLong(TraceEvent::at));
    Map<Long, Execution> executions = new HashMap<>();
    for (TraceEvent event : found) {
      int attempt = attempts.merge(Mapping.key(event), 1, Integer::sum);
      executions.put(event.at(), new Execution(event, attempt));
    }
    return executions;
  }

  private Map<Long, Execution> around(
      Map<Place, List<Execution>> byThread, Map<Long, Execution> executions) {
    Map<Long, Execution> around = new HashMap<>();
    Map<Place, Execution> next = new HashMap<>();
    for (TraceEvent event : held.reversed()) {
      Execution own = executions.get(event.at());
      if (own != null) {
        next.put(event.place(), own);
        continue;
      }
      Execution within = within(event, next.get(event.place()), byThread.get(event.place()));
      if (within != null) {
        around.put(event.at(), within);
        if (event.args().has("traceback")) {
          within.failed = event;
        }
      } else if (Mapping.isPhase(event)) {
        String message = "the execution that " + event.name() + " is a phase of is missing";
        problems.note(Code.ORPHAN, input.atByte(event.at()), message);
      }
    }
    return around;
  }

  /**
   * Ray writes an execution behind its phases. Where that was changed, or lost, the time decides: the
   * one that began last before the phase.
   */
  private static @Nullable Execution within(
      TraceEvent event, @Nullable Execution next, @Nullable List<Execution> all) {
    if (next != null && holds(next, event)) {
      return next;
    } else if (all == null) {
      return null;
    }
    int low = 0;
    int high = all.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start(all.get(middle).event) <= start(event) + ROUNDED) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // An asynchronous actor runs many at once; a bounded look back keeps the whole linear.
    for (int i = low - 1; i >= Math.max(0, low - 64); i--) {
      if (holds(all.get(i), event)) {
        return all.get(i);
      }
    }
    return null;
  }

  private static boolean holds(Execution execution, TraceEvent event) {
    return start(execution.event) - ROUNDED <= start(event)
        && end(event) <= end(execution.event) + ROUNDED;
  }

  private static long start(TraceEvent event) {
    Long time = event.time();
    return time == null ? 0 : time;
  }

  private static long end(TraceEvent event) {
    Long end = event.end();
    return end == null ? start(event) : end;
  }
}
