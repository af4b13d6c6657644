package dev.sonde.engine.analysis.path;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The critical path where there are spans below spans and no tasks: from the end of a span back through
 * whichever of its children ended last, and so on within that. What no child covers is the span's own,
 * but for the time in which its messages travelled and waited.
 */
public final class SpanPath {

  /**
   * @param parent id of the span above, null where there is none
   * @param work of a span that is nobody's work (the run's own), unknown as heading
   */
  public record Node(String id, @Nullable String parent, Work work) {}

  /**
   * A message that arrived.
   *
   * @param sender id of the span that it was sent in, null where that is unknown
   * @param receiver id of the span that it was received in, null where that is unknown
   */
  public record Message(
      @Nullable String sender, @Nullable String receiver, long sentNanos, long receivedNanos) {}

  /** A span with those below it; it is over when the last of them is. */
  private static final class Branch {
    final Node node;
    final Below below = new Below();
    long over;

    Branch(Node node) {
      this.node = node;
      this.over = node.work().endNanos();
    }

    long start() {
      return node.work().startNanos();
    }

    /** A handler ends after it has answered, and clocks differ: a tenth of its own time is let pass. */
    boolean isOver(long by) {
      return (over - by) * 10 <= over - start();
    }
  }

  /** Branches by when they are over, and how far the walk back has come in them. */
  private static final class Below {
    final List<Branch> branches = new ArrayList<>();
    final List<Branch> going = new ArrayList<>();
    int next;

    void sort() {
      branches.sort(BY_OVER);
      next = branches.size() - 1;
    }
  }

  private static final Comparator<Branch> BY_OVER =
      Comparator.<Branch>comparingLong(branch -> branch.over)
          .thenComparing(branch -> branch.node.work(), Observed.BY_END)
          .thenComparing(branch -> branch.node.id());

  private final Map<String, List<Message>> messages = new HashMap<>();
  private final Below roots = new Below();
  private final Deque<Segment> path = new ArrayDeque<>();

  private SpanPath(List<Node> nodes, List<Message> sent) {
    Map<String, Branch> known = new HashMap<>();
    nodes.forEach(node -> known.put(node.id(), new Branch(node)));
    for (Branch branch : known.values()) {
      Branch above = branch.node.parent() == null ? null : known.get(branch.node.parent());
      (above == null ? roots : above.below).branches.add(branch);
    }
    // From the top down; spans that are each other's parents by mistake are below nothing.
    List<Branch> order = new ArrayList<>(roots.branches);
    for (int i = 0; i < order.size(); i++) {
      order.addAll(order.get(i).below.branches);
    }
    for (int i = order.size() - 1; i >= 0; i--) {
      Branch branch = order.get(i);
      branch.below.branches.forEach(each -> branch.over = Math.max(branch.over, each.over));
      branch.below.sort();
    }
    roots.sort();
    for (Message message : sent) {
      if (message.sender() != null) {
        messages.computeIfAbsent(message.sender(), key -> new ArrayList<>()).add(message);
      }
      if (message.receiver() != null && !message.receiver().equals(message.sender())) {
        messages.computeIfAbsent(message.receiver(), key -> new ArrayList<>()).add(message);
      }
    }
  }

  /**
   * @param startNanos of the run
   * @param endNanos of the run
   */
  public static CriticalPath of(
      long startNanos, long endNanos, List<Node> nodes, List<Message> messages) {
    SpanPath walk = new SpanPath(nodes, messages);
    walk.back(startNanos, Math.max(startNanos, endNanos));
    long length =
        walk.path.stream().filter(s -> s.heading().isWork()).mapToLong(Segment::nanos).sum();
    return new CriticalPath(new ArrayList<>(walk.path), length, 0);
  }

  /** A span whose time down to {@code from} is yet to be explained; null stands for the run. */
  private record Open(@Nullable Branch branch, long from) {}

  /** Without recursion: a trace may be thousands deep, also by mistake. */
  private void back(long start, long end) {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(null, start));
    long reached = end;
    while (!open.isEmpty()) {
      Open at = open.getFirst();
      Below below = at.branch() == null ? roots : at.branch().below;
      Branch next = reached > at.from() ? lastBelow(below, reached, at.branch() == null) : null;
      long until = next == null ? at.from() : Math.max(at.from(), Math.min(reached, next.over));
      own(at.branch(), until, reached);
      reached = Math.min(reached, until);
      if (next == null) {
        open.pop();
      } else {
        open.push(new Open(next, Math.max(at.from(), next.start())));
      }
    }
  }

  /**
   * Of what is below, what was over last by then; what was still going on released nothing. Only of a
   * run's own roots, which nothing is known to have begun, one that was going on explains more than none.
   */
  private @Nullable Branch lastBelow(Below below, long by, boolean roots) {
    Branch ended = null;
    while (below.next >= 0 && ended == null) {
      Branch each = below.branches.get(below.next);
      if (each.start() >= by || each.over == each.start()) {
        below.next--;
      } else if (each.isOver(by)) {
        ended = each;
      } else {
        // The moment only moves back, so that it will not have ended at a later look either.
        below.going.add(each);
        below.next--;
      }
    }
    if (!roots || (ended != null && ended.over >= by)) {
      return ended;
    }
    below.going.removeIf(each -> each.start() >= by);
    return below.going.isEmpty() ? ended : below.going.getFirst();
  }

  private void own(@Nullable Branch branch, long from, long to) {
    if (from >= to) {
      return;
    }
    Node node = branch == null ? null : branch.node;
    TreeSet<Long> cuts = new TreeSet<>();
    if (node != null) {
      cut(cuts, node.work().endNanos(), from, to);
    }
    List<Message> mine = node == null ? List.of() : messages.getOrDefault(node.id(), List.of());
    for (Message message : mine) {
      cut(cuts, message.sentNanos(), from, to);
      cut(cuts, message.receivedNanos(), from, to);
    }
    cuts.add(to);
    Deque<Segment> pieces = new ArrayDeque<>();
    long begin = from;
    for (long end : cuts) {
      Heading heading = heading(node, mine, begin);
      Segment last = pieces.peekLast();
      if (last != null && last.heading() == heading) {
        pieces.removeLast();
        pieces.addLast(new Segment(heading, last.startNanos(), end, last.work()));
      } else {
        pieces.addLast(new Segment(heading, begin, end, node == null ? null : node.work()));
      }
      begin = end;
    }
    while (!pieces.isEmpty()) {
      path.addFirst(pieces.removeLast());
    }
  }

  private static void cut(Set<Long> cuts, long at, long from, long to) {
    if (at > from && at < to) {
      cuts.add(at);
    }
  }

  private static Heading heading(@Nullable Node node, List<Message> messages, long at) {
    for (Message message : messages) {
      if (message.sentNanos() <= at && at < message.receivedNanos()) {
        return Heading.MESSAGE;
      }
    }
    return node == null || at >= node.work().endNanos() ? Heading.UNKNOWN : node.work().heading();
  }
}
