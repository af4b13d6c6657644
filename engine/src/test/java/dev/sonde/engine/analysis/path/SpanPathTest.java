package dev.sonde.engine.analysis.path;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.execution.Forest;
import dev.sonde.engine.analysis.execution.Heading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The critical path of a run without tasks")
class SpanPathTest {

  @Test
  void goes_down_into_the_child_that_ended_last_and_back_to_the_parent() {
    Told path =
        told(
            0,
            100,
            List.of(
                node("root", null, 0, 100),
                node("early", "root", 10, 40),
                node("late", "root", 30, 90),
                node("inner", "late", 50, 90)),
            List.of());

    assertThat(said(path)).containsExactly("root 0-30", "late 30-50", "inner 50-90", "root 90-100");
  }

  @Test
  void tells_the_journey_of_a_message_from_the_work_of_its_sender() {
    Told path =
        told(
            0,
            100,
            List.of(node("call", null, 0, 100), node("handle", "call", 40, 80)),
            List.of(message("call", "handle", 10, 40), message("handle", "call", 80, 95)));

    assertThat(said(path))
        .containsExactly(
            "call 0-10", "message 10-40", "handle 40-80", "message 80-95", "call 95-100");
  }

  @Test
  void follows_a_span_that_outlives_the_one_above_it() {
    Told path =
        told(
            0,
            90,
            List.of(node("publish", null, 0, 20), node("react", "publish", 15, 90)),
            List.of());

    assertThat(said(path)).containsExactly("publish 0-15", "react 15-90");
  }

  @Test
  void takes_a_handler_that_ends_shortly_after_its_answer_for_what_was_waited_for() {
    Told path =
        told(
            0,
            200,
            List.of(
                node("loop", null, 0, 200),
                node("ask 1", "loop", 0, 100),
                node("handle 1", "ask 1", 10, 102),
                node("ask 2", "loop", 101, 200)),
            List.of());

    assertThat(said(path)).containsExactly("ask 1 0-10", "handle 1 10-101", "ask 2 101-200");
  }

  @Test
  void knows_nothing_of_the_time_between_two_roots() {
    Told path = told(0, 50, List.of(node("a", null, 0, 10), node("b", null, 20, 50)), List.of());

    assertThat(said(path)).containsExactly("a 0-10", "unknown 10-20", "b 20-50");
  }

  @Test
  void ends_where_spans_are_each_others_parents() {
    Told path = told(0, 50, List.of(node("a", "b", 0, 10), node("b", "a", 20, 50)), List.of());

    assertThat(said(path)).containsExactly("unknown 0-50");
  }

  static List<Long> seeds() {
    return new Random(7).longs(200).boxed().toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void is_contiguous_and_the_same_in_any_order(long seed) {
    Random random = new Random(seed);
    List<Node> nodes = new ArrayList<>();
    long end = 0;
    for (int i = 0; i < 1 + random.nextInt(60); i++) {
      long from = random.nextInt(1000);
      long to = from + random.nextInt(300);
      String parent = random.nextInt(4) == 0 ? null : "s" + random.nextInt(60);
      nodes.add(node("s" + i, parent, from, to));
      end = Math.max(end, to);
    }
    Told path = told(0, end, nodes, List.of());

    long reached = 0;
    for (Segment segment : path.path().segments()) {
      assertThat(segment.startNanos()).isEqualTo(reached);
      reached = segment.endNanos();
    }
    assertThat(reached).isEqualTo(end);
    Collections.shuffle(nodes, random);
    assertThat(said(told(0, end, nodes, List.of()))).isEqualTo(said(path));
  }

  private record Node(String id, String parent, long from, long to) {}

  private record Sent(String sender, String receiver, long sent, long received) {}

  private record Told(CriticalPath path, Forest forest) {}

  private static Node node(String id, String parent, long from, long to) {
    return new Node(id, parent, from, to);
  }

  private static Sent message(String sender, String receiver, long sent, long received) {
    return new Sent(sender, receiver, sent, received);
  }

  /** Numbered as the store's rows are: by end, start and id. */
  private static Told told(long start, long end, List<Node> nodes, List<Sent> messages) {
    List<Node> order = new ArrayList<>(nodes);
    order.sort(
        Comparator.comparingLong(Node::to).thenComparingLong(Node::from).thenComparing(Node::id));
    Map<String, Integer> numbers = new HashMap<>();
    order.forEach(node -> numbers.put(node.id(), numbers.size()));
    Forest.Builder builder = new Forest.Builder();
    for (Node node : order) {
      Integer parent = numbers.get(node.parent());
      builder.span(
          parent == null || node.parent().equals(node.id()) ? -1 : parent,
          null,
          node.id(),
          Heading.COMPUTE,
          node.from(),
          node.to(),
          0,
          0);
    }
    for (Sent sent : messages) {
      builder.message(
          new Forest.Message(
              numbers.get(sent.sender()),
              numbers.get(sent.receiver()),
              sent.sent(),
              sent.received()));
    }
    Forest forest = builder.build();
    return new Told(SpanPath.of(start, end, forest), forest);
  }

  private static List<String> said(Told told) {
    return told.path().segments().stream()
        .map(s ->
            (s.work() < 0 || s.heading() != Heading.COMPUTE
                    ? s.heading().word()
                    : told.forest().name(s.work()))
                + " "
                + s.startNanos()
                + "-"
                + s.endNanos())
        .toList();
  }
}
