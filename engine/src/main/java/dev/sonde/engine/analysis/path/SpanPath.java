package dev.sonde.engine.analysis.path;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Groups;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.analysis.execution.Order;
import dev.sonde.engine.analysis.execution.Stretches;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * The critical path where there are spans below spans and no tasks: from the end of a span back through
 * whichever of its children ended last, and so on within that. What no child covers is the span's own,
 * but for the time in which its messages travelled and waited.
 */
public final class SpanPath {

  /** In place of a span: the run. */
  private static final int RUN = -1;

  private final Forest forest;

  /** When a span is over with all that is below it. */
  private final long[] over;

  /** What is right below each span, and last below all the run's own, by when it is over. */
  private final Groups below;

  /** How far the walk back has come among those below each. */
  private final int[] next;

  /** Of the run's own, what was still going on when the walk passed it, the last over first. */
  private final List<Integer> going = new ArrayList<>();

  private final Groups messagesOf;
  private final Deque<Segment> path = new ArrayDeque<>();

  private SpanPath(Forest forest) {
    this.forest = forest;
    int spans = forest.spans();
    this.over = new long[spans];
    int[] above = new int[spans];
    boolean[] reached = new boolean[spans];
    int[] down = downwards(forest, reached);
    for (int i = 0; i < spans; i++) {
      over[i] = forest.end(i);
      above[i] = forest.parent(i) < 0 ? spans : forest.parent(i);
    }
    for (int i = down.length - 1; i >= 0; i--) {
      int parent = forest.parent(down[i]);
      if (parent >= 0) {
        over[parent] = Math.max(over[parent], over[down[i]]);
      }
    }
    this.below = Groups.of(spans + 1, Order.by(over, down), above);
    this.next = new int[spans + 1];
    for (int i = 0; i <= spans; i++) {
      next[i] = below.size(i) - 1;
    }
    this.messagesOf = messages(forest);
  }

  /** From the top down; spans that are each other's parents by mistake are below nothing. */
  private static int[] downwards(Forest forest, boolean[] reached) {
    int[] order = new int[forest.spans()];
    int used = 0;
    for (int i = 0; i < forest.spans(); i++) {
      if (forest.parent(i) < 0) {
        reached[i] = true;
        order[used++] = i;
      }
    }
    for (int i = 0; i < used; i++) {
      Groups children = forest.below();
      for (int c = 0; c < children.size(order[i]); c++) {
        int child = children.get(order[i], c);
        if (!reached[child]) {
          reached[child] = true;
          order[used++] = child;
        }
      }
    }
    return java.util.Arrays.copyOf(order, used);
  }

  private static Groups messages(Forest forest) {
    List<Forest.Message> messages = forest.messages();
    List<Integer> spans = new ArrayList<>();
    List<Integer> ofSpan = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      Forest.Message message = messages.get(i);
      if (message.sender() >= 0) {
        spans.add(message.sender());
        ofSpan.add(i);
      }
      if (message.receiver() >= 0 && message.receiver() != message.sender()) {
        spans.add(message.receiver());
        ofSpan.add(i);
      }
    }
    return Groups.pairs(
        forest.spans(),
        spans.stream().mapToInt(Integer::intValue).toArray(),
        ofSpan.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * @param startNanos of the run
   * @param endNanos of the run
   */
  public static CriticalPath of(long startNanos, long endNanos, Forest forest) {
    SpanPath walk = new SpanPath(forest);
    walk.back(startNanos, Math.max(startNanos, endNanos));
    long length =
        walk.path.stream().filter(s -> s.heading().isWork()).mapToLong(Segment::nanos).sum();
    return new CriticalPath(new ArrayList<>(walk.path), length, 0);
  }

  /** A span whose time down to {@code from} is yet to be explained. */
  private record Open(int span, long from) {}

  /** Without recursion: a trace may be thousands deep, also by mistake. */
  private void back(long start, long end) {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(RUN, start));
    long reached = end;
    while (!open.isEmpty()) {
      Open at = open.getFirst();
      int child = reached > at.from() ? lastBelow(at.span(), reached) : Execution.NONE;
      long until = child < 0 ? at.from() : Math.max(at.from(), Math.min(reached, over[child]));
      own(at.span(), until, reached);
      reached = Math.min(reached, until);
      if (child < 0) {
        open.pop();
      } else {
        open.push(new Open(child, Math.max(at.from(), forest.start(child))));
      }
    }
  }

  /**
   * Of what is below, what was over last by then; what was still going on released nothing. Only of a
   * run's own roots, which nothing is known to have begun, one that was going on explains more than none.
   */
  private int lastBelow(int span, long by) {
    int group = span == RUN ? forest.spans() : span;
    int ended = Execution.NONE;
    while (next[group] >= 0 && ended < 0) {
      int each = below.get(group, next[group]);
      if (forest.start(each) >= by || over[each] == forest.start(each)) {
        next[group]--;
      } else if (isOver(each, by)) {
        ended = each;
      } else {
        // The moment only moves back, so that it will not have ended at a later look either.
        if (span == RUN) {
          going.add(each);
        }
        next[group]--;
      }
    }
    if (span != RUN || (ended >= 0 && over[ended] >= by)) {
      return ended;
    }
    going.removeIf(each -> forest.start(each) >= by);
    return going.isEmpty() ? ended : going.getFirst();
  }

  /** A handler ends after it has answered, and clocks differ: a tenth of its own time is let pass. */
  private boolean isOver(int span, long by) {
    return (over[span] - by) * 10 <= over[span] - forest.start(span);
  }

  private void own(int span, long from, long to) {
    if (from >= to) {
      return;
    }
    Stretches travel = span == RUN ? Stretches.NONE : travel(span);
    Stretches queue = span == RUN ? Stretches.NONE : queue(span);
    TreeSet<Long> cuts = new TreeSet<>();
    if (span != RUN && forest.end(span) > from && forest.end(span) < to) {
      cuts.add(forest.end(span));
    }
    travel.edgesWithin(from, to, cuts::add);
    queue.edgesWithin(from, to, cuts::add);
    cuts.add(to);
    Deque<Segment> pieces = new ArrayDeque<>();
    long begin = from;
    for (long end : cuts) {
      Heading heading;
      if (travel.contains(begin)) {
        heading = Heading.MESSAGE;
      } else if (queue.contains(begin)) {
        heading = Heading.QUEUE;
      } else {
        heading = span == RUN || begin >= forest.end(span) ? Heading.UNKNOWN : forest.heading(span);
      }
      Segment last = pieces.peekLast();
      if (last != null && last.heading() == heading) {
        pieces.removeLast();
        pieces.addLast(new Segment(heading, last.startNanos(), end, last.work()));
      } else {
        pieces.addLast(new Segment(heading, begin, end, span));
      }
      begin = end;
    }
    while (!pieces.isEmpty()) {
      path.addFirst(pieces.removeLast());
    }
  }

  /** When messages of a span were on their way. */
  private Stretches travel(int span) {
    int size = messagesOf.size(span);
    long[] sent = new long[size];
    long[] received = new long[size];
    for (int i = 0; i < size; i++) {
      Forest.Message message = forest.messages().get(messagesOf.get(span, i));
      sent[i] = message.sentNanos();
      received[i] = message.receivedNanos();
    }
    return Stretches.union(sent, received);
  }

  /** When a message of a span had come and what handles it had not begun. */
  private Stretches queue(int span) {
    int size = messagesOf.size(span);
    long[] received = new long[size];
    long[] begun = new long[size];
    for (int i = 0; i < size; i++) {
      Forest.Message message = forest.messages().get(messagesOf.get(span, i));
      received[i] = message.receivedNanos();
      begun[i] =
          message.sender() == span && message.receiver() >= 0
              ? Math.max(received[i], forest.start(message.receiver()))
              : received[i];
    }
    return Stretches.union(received, begun);
  }
}
