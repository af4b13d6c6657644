package dev.sonde.engine.analysis.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans with their parents and parties, in arrays: a million of them take some eighty megabytes. Spans
 * are numbered in the order in which they are added; nothing that is asked depends on that order.
 */
public final class Family {

  /** No span. */
  public static final int NONE = -1;

  /** An id of a span; all zeros is none. */
  public record Place(long traceHigh, long traceLow, long span) {
    boolean isNone() {
      return span == 0;
    }
  }

  /**
   * A span as it is added.
   *
   * @param parent 0 where there is none
   * @param party null where nothing is known
   * @param endNanos null while open
   * @param kept whether the question is about it; others are there as parents
   * @param counted whether its duration counts, as it began in the window
   */
  public record Member(
      Place id,
      long parent,
      @Nullable String party,
      @Nullable String service,
      long startNanos,
      @Nullable Long endNanos,
      boolean error,
      double weight,
      boolean kept,
      boolean counted) {}

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> names = new ArrayList<>();
  private int size;
  private long[] high = new long[1024];
  private long[] low = new long[1024];
  private long[] span = new long[1024];
  private long[] above = new long[1024];
  private long[] start = new long[1024];
  private long[] took = new long[1024];
  private float[] weight = new float[1024];
  private int[] party = new int[1024];
  private int[] service = new int[1024];
  private byte[] flags = new byte[1024];
  private int[] table = new int[0];
  private int[] entry = new int[0];

  public void add(Member member) {
    if (size == high.length) {
      grow(2 * size);
    }
    high[size] = member.id.traceHigh;
    low[size] = member.id.traceLow;
    span[size] = member.id.span;
    above[size] = member.parent;
    start[size] = member.startNanos;
    took[size] = member.endNanos == null ? -1 : Math.max(0, member.endNanos - member.startNanos);
    weight[size] = (float) member.weight;
    party[size] = number(member.party);
    service[size] = number(member.service);
    flags[size] =
        (byte) ((member.error ? 1 : 0) | (member.kept ? 2 : 0) | (member.counted ? 4 : 0));
    size++;
  }

  private void grow(int room) {
    high = Arrays.copyOf(high, room);
    low = Arrays.copyOf(low, room);
    span = Arrays.copyOf(span, room);
    above = Arrays.copyOf(above, room);
    start = Arrays.copyOf(start, room);
    took = Arrays.copyOf(took, room);
    weight = Arrays.copyOf(weight, room);
    party = Arrays.copyOf(party, room);
    service = Arrays.copyOf(service, room);
    flags = Arrays.copyOf(flags, room);
  }

  private int number(@Nullable String name) {
    if (name == null) {
      return NONE;
    }
    return numbers.computeIfAbsent(
        name,
        fresh -> {
          names.add(fresh);
          return names.size() - 1;
        });
  }

  /** No more are added: finds parents, and where each span's party was entered. */
  public void complete() {
    int room = Math.max(16, Integer.highestOneBit(Math.max(1, size)) * 4);
    table = new int[room];
    Arrays.fill(table, NONE);
    for (int i = 0; i < size; i++) {
      put(i);
    }
    entry = new int[size];
    Arrays.fill(entry, NONE);
    for (int i = 0; i < size; i++) {
      climb(i);
    }
  }

  /** Of spans with one id, the earliest stands for it. */
  private void put(int i) {
    if (span[i] == 0) {
      return;
    }
    int at = slot(high[i], low[i], span[i]);
    int other = table[at];
    if (other == NONE || earlier(i, other)) {
      table[at] = i;
    }
  }

  private boolean earlier(int a, int b) {
    if (start[a] != start[b]) {
      return start[a] < start[b];
    }
    return took[a] != took[b]
        ? took[a] < took[b]
        : String.valueOf(partyOf(a)).compareTo(String.valueOf(partyOf(b))) < 0;
  }

  private int slot(long traceHigh, long traceLow, long spanNo) {
    long hash = (traceHigh * 31 + traceLow) * 31 + spanNo;
    hash *= 0x9E3779B97F4A7C15L;
    int at = (int) (hash >>> 32) & (table.length - 1);
    while (table[at] != NONE
        && (high[table[at]] != traceHigh
            || low[table[at]] != traceLow
            || span[table[at]] != spanNo)) {
      at = (at + 1) & (table.length - 1);
    }
    return at;
  }

  /** Up through the same party; a loop of parents ends where it was begun. */
  private void climb(int from) {
    int top = from;
    int steps = 0;
    while (entry[top] == NONE && steps++ <= size) {
      int over = parent(top);
      if (over == NONE || over == from || party[over] != party[top]) {
        break;
      }
      top = over;
    }
    int found = entry[top] == NONE ? top : entry[top];
    int at = from;
    while (entry[at] == NONE) {
      entry[at] = found;
      at = at == top ? at : parent(at);
    }
  }

  public int size() {
    return size;
  }

  /** The number of the span with an id, {@link #NONE} where there is none. */
  int at(@Nullable Place place) {
    return place == null || place.isNone()
        ? NONE
        : table[slot(place.traceHigh, place.traceLow, place.span)];
  }

  int parent(int i) {
    int found = above[i] == 0 ? NONE : table[slot(high[i], low[i], above[i])];
    return found == i ? NONE : found;
  }

  /** The span by which the party of a span was entered: above it stands another party, or nothing. */
  int entry(int i) {
    return entry[i];
  }

  @Nullable String partyOf(int i) {
    return party[i] == NONE ? null : names.get(party[i]);
  }

  @Nullable String serviceOf(int i) {
    return service[i] == NONE ? null : names.get(service[i]);
  }

  long start(int i) {
    return start[i];
  }

  /** Nanoseconds; negative where it is open or began before the window. */
  long counted(int i) {
    return (flags[i] & 4) == 0 ? -1 : took[i];
  }

  boolean failed(int i) {
    return (flags[i] & 1) != 0;
  }

  boolean kept(int i) {
    return (flags[i] & 2) != 0;
  }

  double weight(int i) {
    return weight[i];
  }
}
