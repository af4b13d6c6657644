package dev.sonde.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlotsTest {

  private final Slots slots = new Slots();

  private int place(long start, long end) {
    return slots.place(start, end, List.of(), List.of());
  }

  @Test
  void intervals_that_follow_each_other_share_a_slot() {
    assertThat(place(0, 10)).isZero();
    assertThat(place(10, 20)).isZero();
    assertThat(place(20, 20)).isZero();
    assertThat(place(20, 30)).isZero();
    assertThat(slots.count()).isEqualTo(1);
  }

  @Test
  void intervals_that_overlap_get_slots_of_their_own_and_the_lowest_free_one_is_taken() {
    assertThat(place(0, 10)).isZero();
    assertThat(place(1, 5)).isEqualTo(1);
    assertThat(place(2, 20)).isEqualTo(2);
    assertThat(place(6, 8)).isEqualTo(1);
    assertThat(place(10, 12)).isZero();
  }

  @Test
  void what_belongs_to_another_lies_in_its_slot_where_it_fits() {
    slots.place(0, 100, List.of("parent"), List.of());
    assertThat(slots.place(10, 50, List.of("child"), List.of("parent"))).isZero();
    assertThat(slots.place(20, 30, List.of(), List.of("child"))).isZero();
    assertThat(slots.place(40, 60, List.of(), List.of("parent")))
        .as("a brother is still on top")
        .isEqualTo(1);
    assertThat(slots.place(70, 110, List.of(), List.of("parent"))).as("longer").isEqualTo(1);
    assertThat(slots.place(80, 100, List.of(), List.of("parent"))).isZero();
  }

  @Test
  void what_lies_within_another_but_does_not_belong_to_it_gets_a_slot_of_its_own() {
    slots.place(0, 100, List.of("a"), List.of());
    assertThat(slots.place(10, 20, List.of("b"), List.of("c"))).isEqualTo(1);
  }
}
