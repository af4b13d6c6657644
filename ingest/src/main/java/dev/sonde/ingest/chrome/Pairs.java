package dev.sonde.ingest.chrome;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Puts beginnings and ends together: those of a thread by nesting, asynchronous ones by category and id.
 * What has begun stays open from one piece of the source to the next.
 */
final class Pairs {

  /** Of what is open, the innermost are looked through; it bounds the time lost in a hostile file. */
  private static final int DEEPEST = 1000;

  private final Map<Object, Deque<TraceEvent>> open = new HashMap<>();

  /** Where an asynchronous event belongs. */
  private record Flight(String category, String id) {}

  static boolean takes(char kind) {
    return begins(kind) || ends(kind);
  }

  private static boolean begins(char kind) {
    return kind == 'B' || kind == 'b' || kind == 'S';
  }

  private static boolean ends(char kind) {
    return kind == 'E' || kind == 'e' || kind == 'F';
  }

  static boolean isOfThread(char kind) {
    return kind == 'B' || kind == 'X';
  }

  private static Object key(TraceEvent event) {
    return event.kind() == 'B' || event.kind() == 'E'
        ? event.place()
        : new Flight(event.category(), event.id());
  }

  /** Takes events in any order: their times count, and their places in the source where those are one. */
  void match(
      List<TraceEvent> events, BiConsumer<TraceEvent, TraceEvent> pair, Consumer<TraceEvent> lone) {
    List<TraceEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparingLong(Trace::time).thenComparingLong(TraceEvent::at));
    for (TraceEvent event : sorted) {
      Deque<TraceEvent> begun = open.computeIfAbsent(key(event), k -> new ArrayDeque<>());
      if (begins(event.kind())) {
        begun.push(event);
        continue;
      }
      TraceEvent first = take(begun, event.name());
      if (first == null) {
        lone.accept(event);
      } else {
        pair.accept(first, event);
      }
    }
    open.values().removeIf(Deque::isEmpty);
  }

  /** The innermost of that name; of an end without a name, the innermost. */
  private static @org.jspecify.annotations.Nullable TraceEvent take(
      Deque<TraceEvent> begun, String name) {
    Iterator<TraceEvent> inner = begun.iterator();
    for (int depth = 0; depth < DEEPEST && inner.hasNext(); depth++) {
      TraceEvent event = inner.next();
      if (name.isEmpty() || event.name().isEmpty() || event.name().equals(name)) {
        inner.remove();
        return event;
      }
    }
    return null;
  }

  /** How many have begun and not ended. */
  int open() {
    return open.values().stream().mapToInt(Deque::size).sum();
  }

  /** What was never ended; it is forgotten. */
  List<TraceEvent> left() {
    List<TraceEvent> left = new ArrayList<>();
    open.values().forEach(left::addAll);
    open.clear();
    return left;
  }
}
