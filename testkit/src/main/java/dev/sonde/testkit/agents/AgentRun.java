package dev.sonde.testkit.agents;

import dev.sonde.testkit.agents.PlayedAgents.Handled;
import dev.sonde.testkit.agents.PlayedAgents.Sent;
import dev.sonde.testkit.agents.Request.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Plays a run of agents: messages take their time, and a party handles as many at once as it can. */
public final class AgentRun {

  private static final long LATENCY = 400_000;

  private record Moment(long nanos, long order, Runnable action) {}

  /** A party's mailbox. */
  private static final class Mailbox {
    int free;
    final Deque<Runnable> waiting = new ArrayDeque<>();

    Mailbox(int free) {
      this.free = free;
    }
  }

  /** A span as it goes on; numbered as it began. */
  private record Open(int parent, boolean own, Request request, long startNanos) {}

  private final Map<String, Integer> atOnce;
  private final Map<String, Mailbox> mailboxes = new HashMap<>();
  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>(Comparator.comparingLong(Moment::nanos).thenComparingLong(Moment::order));
  private final List<Open> open = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();
  private final List<Sent> messages = new ArrayList<>();
  private long now;
  private long order;

  private AgentRun(Map<String, Integer> atOnce) {
    this.atOnce = atOnce;
  }

  /**
   * Plays what the first party is asked.
   *
   * @param atOnce how many requests a party handles at once; those that are not named: all
   */
  public static PlayedAgents play(Request first, Map<String, Integer> atOnce) {
    AgentRun run = new AgentRun(atOnce);
    run.handle(first, -1, true, () -> {});
    while (!run.moments.isEmpty()) {
      Moment next = run.moments.poll();
      run.now = next.nanos();
      next.action().run();
    }
    return run.played();
  }

  private int handle(Request request, int parent, boolean own, Runnable then) {
    int span = open.size();
    open.add(new Open(parent, own, request, now));
    ends.add(0L);
    step(
        span,
        0,
        () -> {
          ends.set(span, now);
          then.run();
        });
    return span;
  }

  private void step(int span, int next, Runnable then) {
    List<Step> steps = open.get(span).request().steps();
    if (next == steps.size()) {
      then.run();
      return;
    }
    if (steps.get(next) instanceof Step.Work work) {
      at(now + work.nanos(), () -> step(span, next + 1, then));
    } else if (steps.get(next) instanceof Step.Ask ask) {
      int[] missing = {ask.requests().size()};
      for (Request request : ask.requests()) {
        ask(
            request,
            span,
            () -> {
              if (--missing[0] == 0) {
                step(span, next + 1, then);
              }
            });
      }
    }
  }

  private void ask(Request request, int from, Runnable then) {
    if (request.party().equals(open.get(from).request().party())) {
      handle(request, from, true, then);
      return;
    }
    long sent = now;
    at(
        now + LATENCY,
        () -> {
          long received = now;
          Mailbox mailbox =
              mailboxes.computeIfAbsent(
                  request.party(),
                  party -> new Mailbox(atOnce.getOrDefault(party, Integer.MAX_VALUE)));
          Runnable begin =
              () -> {
                mailbox.free--;
                int span = open.size();
                messages.add(new Sent(from, span, sent, received));
                handle(request, from, false, () -> answered(mailbox, span, from, then));
              };
          if (mailbox.free > 0) {
            begin.run();
          } else {
            mailbox.waiting.add(begin);
          }
        });
  }

  private void answered(Mailbox mailbox, int span, int asker, Runnable then) {
    messages.add(new Sent(span, asker, now, now + LATENCY));
    at(now + LATENCY, then);
    mailbox.free++;
    Runnable next = mailbox.waiting.poll();
    if (next != null) {
      next.run();
    }
  }

  private void at(long nanos, Runnable action) {
    moments.add(new Moment(nanos, order++, action));
  }

  /** Numbered by their ends; of those that ended at once, the inner ones first. */
  private PlayedAgents played() {
    int[] byEnd =
        IntStream.range(0, open.size())
            .boxed()
            .sorted(
                Comparator.<Integer>comparingLong(ends::get)
                    .thenComparing(Comparator.reverseOrder()))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] numbers = new int[byEnd.length];
    for (int i = 0; i < byEnd.length; i++) {
      numbers[byEnd[i]] = i;
    }
    List<Handled> spans = new ArrayList<>();
    for (int span : byEnd) {
      Open was = open.get(span);
      Request request = was.request();
      spans.add(
          new Handled(
              was.parent() < 0 ? -1 : numbers[was.parent()],
              was.own(),
              request.party(),
              request.name(),
              request.asked(),
              was.startNanos(),
              ends.get(span)));
    }
    List<Sent> sent =
        messages.stream()
            .map(each ->
                new Sent(
                    numbers[each.from()],
                    numbers[each.to()],
                    each.sentNanos(),
                    each.receivedNanos()))
            .toList();
    return new PlayedAgents(spans, sent, ends.get(0));
  }
}
