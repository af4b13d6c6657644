package dev.sonde.engine.analysis.calls;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Who called whom how often. One call is one invocation of the callee: the span by which it was entered,
 * however many parents, links, messages and artifacts lead to it; where it has no span, the message or
 * artifact itself. What goes back to who called is an answer, no call.
 */
public final class Calls {

  /**
   * Calls of one party by another.
   *
   * @param calls as many as the spans stand for
   * @param p50Nanos of the invocations that ended and began in the window, else of how long messages
   *     were under way; null where neither is known
   * @param kinds what tells of them
   */
  public record Edge(
      String from,
      String to,
      double calls,
      double errors,
      @Nullable Double p50Nanos,
      @Nullable Double p95Nanos,
      Set<CallKind> kinds) {}

  /**
   * Calls of one party by another that parents alone tell of, counted elsewhere.
   *
   * @param tookNanos of the invocations that ended and began in the window
   */
  public record Counted(
      String from, String to, double calls, double errors, List<Double> tookNanos) {}

  private record Between(String from, String to) {}

  /** An invocation by its span and turn, or by the number of what was handed over. */
  private record Invocation(int span, int turn) {}

  /** How often an invocation has answered a party. */
  private record Answered(int span, String party) {}

  private static final class Call {
    final EnumSet<CallKind> kinds = EnumSet.noneOf(CallKind.class);
    long tookNanos = -1;
    long receivedNanos;
    long repliedNanos = -1;
  }

  private final Family family;
  private final Map<Between, Map<Invocation, Call>> edges = new HashMap<>();
  private final Map<Between, Counted> counted = new HashMap<>();
  private final Map<Integer, List<Integer>> callers = new HashMap<>();
  private final Entries entries = new Entries();
  private final Map<Answered, Integer> turns = new HashMap<>();
  private int spanless = 0;

  private Calls(Family family) {
    this.family = family;
  }

  /**
   * Edges by their names.
   *
   * @param family spans of the traces that links and what was told lead to, at least
   * @param parties that have spans
   * @param others calls of the other traces
   */
  public static List<Edge> of(
      Family family, List<Link> links, List<Told> told, Set<String> parties, List<Counted> others) {
    Calls calls = new Calls(family);
    others.forEach(one -> calls.counted.put(new Between(one.from, one.to), one));
    calls.parents();
    links.stream()
        .sorted(Comparator.comparing(Link::toString))
        .forEach(link -> calls.link(family.at(link.holder()), family.at(link.cause())));
    calls.entries.sort(family);
    List<Handover> handovers = Handover.of(family, told);
    Set<String> heard = heard(parties, handovers);
    for (Handover handover : handovers) {
      if (handover.tookNanos() != null || !heard.contains(handover.to())) {
        calls.hand(handover);
      }
    }
    return calls.edges();
  }

  /** Parties that tell of themselves: what is sent to them and never arrives did not call them. */
  private static Set<String> heard(Set<String> parties, List<Handover> handovers) {
    Set<String> heard = new HashSet<>(parties);
    handovers.stream().filter(h -> h.tookNanos() != null).forEach(h -> heard.add(h.to()));
    return heard;
  }

  private void parents() {
    for (int i = 0; i < family.size(); i++) {
      int over = family.parent(i);
      if (over != Family.NONE && family.entry(i) == i) {
        String to = family.partyOf(i);
        String from = family.partyOf(over);
        called(i, family.entry(over));
        if (from != null && to != null && family.kept(i)) {
          count(CallKind.PARENT, from, to, new Invocation(i, 0));
        }
        entries.under(over, i);
      }
    }
  }

  private void link(int holder, int cause) {
    if (holder == Family.NONE || cause == Family.NONE) {
      return;
    }
    int called = family.entry(holder);
    int caller = family.entry(cause);
    String from = family.partyOf(cause);
    String to = family.partyOf(holder);
    if (called == caller || from == null || to == null || above(cause, called)) {
      return;
    }
    called(called, caller);
    entries.under(cause, called);
    if (family.kept(holder)) {
      count(CallKind.LINK, from, to, new Invocation(called, 0));
    }
  }

  private void hand(Handover handover) {
    int invoked = invoked(handover);
    int caller = handover.gave() == Family.NONE ? Family.NONE : family.entry(handover.gave());
    if (invoked == Family.NONE) {
      if (!handover.reply() && !answers(handover, caller)) {
        Call call =
            count(
                handover.kind(),
                handover.from(),
                handover.to(),
                new Invocation(Family.NONE, spanless++));
        call.tookNanos = underWay(handover);
      }
      return;
    }
    boolean own = caller != Family.NONE && handover.from().equals(family.partyOf(caller));
    if (caller == invoked || (own && above(handover.gave(), invoked))) {
      replied(caller, handover);
      return;
    }
    if (own) {
      called(invoked, caller);
    }
    Invocation turn =
        new Invocation(invoked, turns.getOrDefault(new Answered(invoked, handover.from()), 0));
    Call call = count(handover.kind(), handover.from(), handover.to(), turn);
    call.receivedNanos = handover.atNanos();
  }

  /** Who has been answered and sends again, calls again. */
  private void replied(int answering, Handover handover) {
    String answerer = handover.from();
    Map<Invocation, Call> known = edges.get(new Between(handover.to(), answerer));
    if (known == null) {
      return;
    }
    Answered counter = new Answered(answering, handover.to());
    int turn = turns.getOrDefault(counter, 0);
    Call call = known.get(new Invocation(answering, turn));
    if (call != null && call.repliedNanos < 0) {
      call.repliedNanos = handover.atNanos();
      turns.put(counter, turn + 1);
    }
  }

  private static long underWay(Handover handover) {
    Long gave = handover.gaveNanos();
    Long took = handover.tookNanos();
    return handover.kind() != CallKind.MESSAGE || gave == null || took == null
        ? -1
        : Math.max(0, took - gave);
  }

  /** Without a span that it led to: whether it went to who had called. */
  private boolean answers(Handover handover, int caller) {
    return caller != Family.NONE
        && callers.getOrDefault(caller, List.of()).stream()
            .anyMatch(over -> handover.to().equals(family.partyOf(over)));
  }

  /** The span by which the taker was entered for it, none where there is none. */
  private int invoked(Handover handover) {
    String to = handover.to();
    int taken = handover.took();
    int in =
        taken != Family.NONE && to.equals(family.partyOf(taken))
            ? family.entry(taken)
            : Family.NONE;
    int begun = entries.take(family, handover, in);
    return begun != Family.NONE ? begun : in;
  }

  private Call count(CallKind kind, String from, String to, Invocation invocation) {
    Call call =
        edges
            .computeIfAbsent(new Between(from, to), _ -> new HashMap<>())
            .computeIfAbsent(invocation, _ -> new Call());
    call.kinds.add(kind);
    return call;
  }

  private void called(int invoked, int caller) {
    List<Integer> known = callers.computeIfAbsent(invoked, _ -> new ArrayList<>(1));
    if (!known.contains(caller)) {
      known.add(caller);
    }
  }

  /** Whether an invocation is among those that led to a span, however far up. */
  private boolean above(int span, int invocation) {
    Set<Integer> seen = new HashSet<>();
    List<Integer> open = new ArrayList<>(List.of(family.entry(span)));
    while (!open.isEmpty()) {
      for (int over : callers.getOrDefault(open.removeLast(), List.of())) {
        if (over == invocation) {
          return true;
        }
        if (seen.add(over)) {
          open.add(over);
        }
      }
    }
    return false;
  }

  private List<Edge> edges() {
    counted.keySet().forEach(between -> edges.putIfAbsent(between, Map.of()));
    Map<String, Edge> named = new TreeMap<>();
    edges.forEach(
        (between, calls) -> named.put(between.from + '\0' + between.to, edge(between, calls)));
    return List.copyOf(named.values());
  }

  private Edge edge(Between between, Map<Invocation, Call> calls) {
    Counted other = counted.get(between);
    double count = other == null ? 0 : other.calls;
    double errors = other == null ? 0 : other.errors;
    EnumSet<CallKind> kinds =
        other == null ? EnumSet.noneOf(CallKind.class) : EnumSet.of(CallKind.PARENT);
    DoubleStream.Builder took = DoubleStream.builder();
    for (Map.Entry<Invocation, Call> entry : calls.entrySet()) {
      int span = entry.getKey().span;
      double weight = span == Family.NONE ? 1 : family.weight(span);
      count += weight;
      errors += span != Family.NONE && family.failed(span) ? weight : 0;
      kinds.addAll(entry.getValue().kinds);
      long nanos = took(entry.getKey(), entry.getValue(), calls);
      if (nanos >= 0) {
        took.add((double) nanos);
      }
    }
    if (other != null) {
      other.tookNanos.forEach(took::add);
    }
    double[] sorted = took.build().sorted().toArray();
    return new Edge(
        between.from,
        between.to,
        count,
        errors,
        Quantiles.of(sorted, 0.5),
        Quantiles.of(sorted, 0.95),
        kinds);
  }

  /** Of an invocation with several turns each lasts until it was answered. */
  private long took(Invocation invocation, Call call, Map<Invocation, Call> calls) {
    if (invocation.span == Family.NONE) {
      return call.tookNanos;
    }
    boolean several = invocation.turn > 0 || calls.containsKey(new Invocation(invocation.span, 1));
    return !several
        ? family.counted(invocation.span)
        : call.repliedNanos < 0 ? -1 : Math.max(0, call.repliedNanos - call.receivedNanos);
  }
}
