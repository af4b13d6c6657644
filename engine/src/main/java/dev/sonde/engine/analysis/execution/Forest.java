package dev.sonde.engine.analysis.execution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Spans below spans, for runs without tasks: steps of agents, calls of services, with the messages
 * between them. Numbered by when they ended, then by all else, as their source orders them. A span whose
 * parent nobody names is below the one that sent the message that led to it.
 */
public final class Forest {

  private final List<String> parties;
  private final List<String> names;
  private final int[] parents;
  private final int[] partyOf;
  private final int[] nameOf;
  private final byte[] headings;
  private final long[] starts;
  private final long[] ends;
  private final long[] handles;
  private final long[] samenesses;
  private final List<Message> messages;
  private final Groups below;

  /**
   * A message that arrived.
   *
   * @param sender the span that it was sent in, {@link Execution#NONE} where that is unknown
   * @param receiver the span that it was received in, likewise
   */
  public record Message(int sender, int receiver, long sentNanos, long receivedNanos) {}

  private Forest(Builder builder) {
    int spans = builder.spans;
    this.parties = List.copyOf(builder.parties.keySet());
    this.names = List.copyOf(builder.names.keySet());
    this.parents = Arrays.copyOf(builder.parents, spans);
    this.partyOf = Arrays.copyOf(builder.partyOf, spans);
    this.nameOf = Arrays.copyOf(builder.nameOf, spans);
    this.headings = Arrays.copyOf(builder.headings, spans);
    this.starts = Arrays.copyOf(builder.starts, spans);
    this.ends = Arrays.copyOf(builder.ends, spans);
    this.handles = Arrays.copyOf(builder.handles, spans);
    this.samenesses = Arrays.copyOf(builder.samenesses, spans);
    this.messages = List.copyOf(builder.messages);
    messages.forEach(this::adopt);
    int[] all = new int[spans];
    for (int i = 0; i < spans; i++) {
      all[i] = i;
    }
    this.below = Groups.of(spans, all, parents);
  }

  private void adopt(Message message) {
    int sender = message.sender();
    int receiver = message.receiver();
    if (sender >= 0
        && receiver >= 0
        && parents[receiver] < 0
        && (starts[receiver] > starts[sender]
            || (starts[receiver] == starts[sender] && receiver < sender))) {
      parents[receiver] = sender;
    }
  }

  public int spans() {
    return parents.length;
  }

  /** The span above, also by a message; {@link Execution#NONE} where there is none here. */
  public int parent(int span) {
    return parents[span];
  }

  /** The spans right below each, in the order of their ends. */
  public Groups below() {
    return below;
  }

  /** Whose it is: the agent where there is one, else the worker or service; null where nobody says. */
  public @Nullable String party(int span) {
    return partyOf[span] < 0 ? null : parties.get(partyOf[span]);
  }

  /** The number of its party, {@link Execution#NONE} where nobody says. */
  public int partyNumber(int span) {
    return partyOf[span];
  }

  public int parties() {
    return parties.size();
  }

  public String partyName(int party) {
    return parties.get(party);
  }

  public String name(int span) {
    return names.get(nameOf[span]);
  }

  public int nameNumber(int span) {
    return nameOf[span];
  }

  public int names() {
    return names.size();
  }

  public String nameOfNumber(int name) {
    return names.get(name);
  }

  /** Unknown for a span that is nobody's work, such as the run's own. */
  public Heading heading(int span) {
    return Heading.ofCode(headings[span]);
  }

  public long start(int span) {
    return starts[span];
  }

  public long end(int span) {
    return ends[span];
  }

  public long nanos(int span) {
    return ends[span] - starts[span];
  }

  /** By which its record is found again. */
  public long handle(int span) {
    return handles[span];
  }

  /** Equal for spans of one name that were asked the same. */
  public long sameness(int span) {
    return samenesses[span];
  }

  public List<Message> messages() {
    return messages;
  }

  /** Gathers spans in their order. */
  public static final class Builder {
    private final Map<String, Integer> parties = new java.util.LinkedHashMap<>();
    private final Map<String, Integer> names = new java.util.LinkedHashMap<>();
    private final List<Message> messages = new ArrayList<>();
    private int[] parents = new int[1024];
    private int[] partyOf = new int[1024];
    private int[] nameOf = new int[1024];
    private byte[] headings = new byte[1024];
    private long[] starts = new long[1024];
    private long[] ends = new long[1024];
    private long[] handles = new long[1024];
    private long[] samenesses = new long[1024];
    private int spans;

    /**
     * The next span.
     *
     * @param parent its number, which may be one that comes later
     * @param party null where nobody says
     * @param sameness equal for spans of one name that were asked the same
     */
    public void span(
        int parent,
        @Nullable String party,
        String name,
        Heading heading,
        long startNanos,
        long endNanos,
        long handle,
        long sameness) {
      if (spans == parents.length) {
        int room = spans * 2;
        parents = Arrays.copyOf(parents, room);
        partyOf = Arrays.copyOf(partyOf, room);
        nameOf = Arrays.copyOf(nameOf, room);
        headings = Arrays.copyOf(headings, room);
        starts = Arrays.copyOf(starts, room);
        ends = Arrays.copyOf(ends, room);
        handles = Arrays.copyOf(handles, room);
        samenesses = Arrays.copyOf(samenesses, room);
      }
      parents[spans] = parent;
      partyOf[spans] = party == null ? Execution.NONE : number(parties, party);
      nameOf[spans] = number(names, name);
      headings[spans] = (byte) heading.code();
      starts[spans] = startNanos;
      ends[spans] = Math.max(startNanos, endNanos);
      samenesses[spans] = sameness;
      handles[spans++] = handle;
    }

    private static int number(Map<String, Integer> numbers, String name) {
      Integer known = numbers.get(name);
      if (known == null) {
        known = numbers.size();
        numbers.put(name, known);
      }
      return known;
    }

    public void message(Message message) {
      messages.add(message);
    }

    public Forest build() {
      return new Forest(this);
    }
  }
}
