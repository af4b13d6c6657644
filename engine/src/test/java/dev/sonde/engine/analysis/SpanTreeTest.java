package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.analysis.SpanTree.Node;
import dev.sonde.engine.analysis.SpanTree.Place;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SpanTreeTest {

  @Test
  void children_follow_their_parent_in_the_order_of_their_starts() {
    assertThat(
            SpanTree.of(
                List.of(node(3, 1L, 20, 30L), node(1, null, 0, 100L), node(2, 1L, 10, 15L)), 100))
        .containsExactly(
            new Place(1, 0, 85L, false), new Place(2, 1, 5L, false), new Place(0, 1, 10L, false));
  }

  @Test
  void time_that_children_share_is_taken_off_once_and_only_within_the_parent() {
    List<Place> places =
        SpanTree.of(
            List.of(
                node(1, null, 10, 100L),
                node(2, 1L, 0, 30L),
                node(3, 1L, 20, 50L),
                node(4, 1L, 25, 30L),
                node(5, 1L, 90, 200L)),
            200);
    // 10 to 50 and 90 to 100 are covered.
    assertThat(places.getFirst()).isEqualTo(new Place(0, 0, 40L, false));
  }

  @Test
  void an_open_span_has_no_own_time_and_covers_its_parent_to_the_horizon() {
    assertThat(SpanTree.of(List.of(node(1, null, 0, 100L), node(2, 1L, 40, null)), 70))
        .containsExactly(new Place(0, 0, 70L, false), new Place(1, 1, null, false));
  }

  @Test
  void a_span_whose_parent_is_missing_stands_at_the_root_and_is_marked() {
    assertThat(SpanTree.of(List.of(node(1, null, 5, 10L), node(2, 77L, 0, 3L)), 10))
        .containsExactly(new Place(1, 0, 3L, true), new Place(0, 0, 5L, false));
  }

  @Test
  void a_circle_begins_with_its_earliest_span_and_loses_none() {
    assertThat(SpanTree.of(List.of(node(1, 3L, 2, 9L), node(2, 1L, 1, 9L), node(3, 2L, 3, 9L)), 10))
        .extracting(Place::index, Place::depth, Place::orphan)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1, 0, true),
            org.assertj.core.groups.Tuple.tuple(2, 1, false),
            org.assertj.core.groups.Tuple.tuple(0, 2, false));
  }

  @Test
  void a_span_that_is_its_own_parent_is_shown_once() {
    assertThat(SpanTree.of(List.of(node(1, 1L, 0, 9L)), 10))
        .extracting(Place::index, Place::orphan)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(0, true));
  }

  @Test
  void where_ids_repeat_the_parent_is_the_one_of_the_same_party() {
    List<Node> nodes =
        List.of(
            new Node(1, null, "a", 0, 10L),
            new Node(1, null, "b", 5, 10L),
            new Node(2, 1L, "a", 6, 7L));
    assertThat(SpanTree.of(nodes, 10))
        .extracting(Place::index, Place::depth)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 0),
            org.assertj.core.groups.Tuple.tuple(2, 1),
            org.assertj.core.groups.Tuple.tuple(1, 0));
  }

  @Test
  void a_chain_of_a_hundred_thousand_is_no_deeper_than_the_stack() {
    List<Node> chain = new ArrayList<>();
    for (int i = 1; i <= 100_000; i++) {
      chain.add(node(i, i == 1 ? null : (Long) (long) (i - 1), i, 200_000L));
    }
    List<Place> places = SpanTree.of(chain, 200_000);
    assertThat(places).hasSize(100_000);
    assertThat(places.getLast().depth()).isEqualTo(99_999);
  }

  private static Node node(long id, @Nullable Long parent, long start, @Nullable Long end) {
    return new Node(id, parent, "p", start, end);
  }
}
