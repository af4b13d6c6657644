package dev.sonde.ingest.chrome;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Micros;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.Role;
import dev.sonde.model.vocabulary.SpanFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trace in pieces of bounded size. Events come in any order, and names of processes often last, so a
 * piece is looked at as a whole: most files are one piece.
 */
final class Trace implements TraceEvents.Taker {

  /** Some 100 MB. */
  private static final int HELD = 100_000;

  private final Input input;
  private final Batches batches;
  private final Problems problems;
  private final Names names = new Names();
  private final Pairs pairs = new Pairs();
  private final Mapping mapping = new Mapping(names);
  private final List<TraceEvent> held = new ArrayList<>();
  private long base;
  private boolean sonde;

  Trace(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.batches = batches;
    this.problems = problems;
  }

  static long time(TraceEvent event) {
    Long time = event.time();
    return time == null ? 0 : time;
  }

  @Override
  public void beside(String name, Value value) {
    if (name.equals("otherData") && value instanceof Value.Map other) {
      sonde |= "sonde".equals(other.entries().text("writer"));
      Value start = other.entries().get("start_ns");
      base(sonde ? start : null);
    } else if (name.equals("baseTimeNanoseconds")) {
      base(value);
    }
  }

  private void base(@Nullable Value said) {
    Long nanos = said == null ? null : JsonValues.wholeNumber(said);
    if (nanos != null && Math.abs(nanos) <= Micros.LATEST) {
      base = nanos;
    }
  }

  @Override
  public void event(TraceEvent event) {
    Long duration = event.duration();
    if (event.kind() == 'M') {
      names.learn(event);
    } else if ("XBEbneSTpFiIRCstf".indexOf(event.kind()) < 0) {
      String message = "trace events of ph " + event.kind() + " are not read";
      problems.reject(Code.UNSUPPORTED, input.atByte(event.at()), message);
    } else if (duration != null && duration < 0) {
      String message = event.name() + " takes " + duration + " ns";
      problems.reject(Code.NEGATIVE_DURATION, input.atByte(event.at()), message);
    } else if (!isCounterpart(event)) {
      held.add(event);
    }
    if (held.size() >= HELD) {
      String message = "parents, flows and names are looked for within " + HELD + " events";
      problems.note(Code.CAPPED, input.atByte(event.at()), message);
      flush(false);
    }
  }

  /** Sonde shows a transfer at both ends; the other end, and the arrow, say nothing of their own. */
  private boolean isCounterpart(TraceEvent event) {
    return sonde && (event.category().equals("counterpart") || "stf".indexOf(event.kind()) >= 0);
  }

  void end() {
    flush(true);
  }

  /** A record that is ready, and where it stood. */
  private record Ready(long at, WideEvent record) {}

  private void flush(boolean last) {
    List<Slice> slices = slices(last);
    Nesting nesting = new Nesting(slices);
    List<TraceEvent> flows = new ArrayList<>();
    List<Ready> ready = new ArrayList<>();
    for (TraceEvent event : held) {
      if ("stf".indexOf(event.kind()) >= 0) {
        flows.add(event);
      }
    }
    for (TraceEvent lone : new Flows(nesting).bind(flows)) {
      ready.add(new Ready(lone.at(), mapping.message(lone, base)));
    }
    if (sonde) {
      told(slices);
    }
    for (Slice slice : slices) {
      ready.add(new Ready(slice.event.at(), mapping.span(slice, base, sonde)));
    }
    points(nesting, ready);
    ready.sort(Comparator.comparingLong(Ready::at));
    ready.forEach(r -> batches.add(r.record()));
    held.clear();
  }

  /**
   * What Sonde does not write, as viewers have no place for it: which processes are workers, and whose
   * run events and samples are of.
   */
  private void told(List<Slice> slices) {
    Set<String> runs = new HashSet<>();
    for (Slice slice : slices) {
      Span span = mapping.span(slice, base, true);
      Role role = SpanFacts.of(span).role();
      if (role == Role.ATTEMPT || role == Role.PHASE || role == Role.TRANSFER) {
        names.isWorker(slice.event.place().process());
      }
      runs.add(String.valueOf(span.attributes().text(Keys.RUN_ID)));
    }
    if (runs.size() == 1 && !runs.contains("null")) {
      names.isRun(runs.iterator().next());
    }
  }

  private List<Slice> slices(boolean last) {
    List<Slice> slices = new ArrayList<>();
    List<TraceEvent> halves = new ArrayList<>();
    for (TraceEvent event : held) {
      if (event.kind() == 'X') {
        Long end = event.end();
        slices.add(new Slice(event, time(event), end == null ? Span.OPEN : end, null, sonde));
      } else if (Pairs.takes(event.kind())) {
        halves.add(event);
      }
    }
    pairs.match(
        halves,
        (begin, end) -> slices.add(new Slice(begin, time(begin), time(end), end, sonde)),
        lone -> {
          String message = "an end of " + lone.name() + " that has no beginning";
          problems.reject(Code.MALFORMED, input.atByte(lone.at()), message);
        });
    if (last || pairs.open() > HELD) {
      pairs.left().forEach(b -> slices.add(new Slice(b, time(b), Span.OPEN, null, sonde)));
    }
    return slices;
  }

  private void points(Nesting nesting, List<Ready> ready) {
    for (TraceEvent event : held) {
      switch (event.kind()) {
        case 'i', 'I', 'R', 'n', 'T', 'p' -> {
          Slice around = nesting.at(event.place(), time(event));
          ready.add(new Ready(event.at(), mapping.event(event, around, base, sonde)));
        }
        case 'C' -> samples(event, ready);
        default -> {
          // Slices and flows were seen to.
        }
      }
    }
  }

  private void samples(TraceEvent event, List<Ready> ready) {
    int before = ready.size();
    mapping.samples(event, base, sonde, sample -> ready.add(new Ready(event.at(), sample)));
    if (ready.size() == before) {
      String message = "counter " + event.name() + " has no value that is a number";
      problems.reject(Code.UNKNOWN_FIELD_TYPE, input.atByte(event.at()), message);
    }
  }
}
