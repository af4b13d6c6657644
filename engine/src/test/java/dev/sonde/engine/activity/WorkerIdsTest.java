package dev.sonde.engine.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.question.UsageException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerIdsTest {

  private static final List<String> KNOWN =
      List.of("10.0.0.1:40001", "10.0.0.1:400012", "10.0.0.2:40011");

  @Test
  void a_whole_id_is_taken_even_where_another_contains_it() {
    assertThat(WorkerIds.find("10.0.0.1:40001", KNOWN)).isEqualTo("10.0.0.1:40001");
  }

  @Test
  void a_part_or_a_shortened_id_is_enough_where_it_is_the_only_one() {
    assertThat(WorkerIds.find("0.2", KNOWN)).isEqualTo("10.0.0.2:40011");
    assertThat(WorkerIds.find("10…012", KNOWN)).isEqualTo("10.0.0.1:400012");
  }

  @Test
  void an_ambiguous_part_is_refused_with_the_candidates() {
    assertThatThrownBy(() -> WorkerIds.find("0.1", KNOWN))
        .isInstanceOf(UsageException.class)
        .hasMessage(
            "worker '0.1' could be any of 2: 10.0.0.1:40001, 10.0.0.1:400012; write more of it");
  }

  @Test
  void an_unknown_worker_is_refused_with_the_nearest() {
    assertThatThrownBy(() -> WorkerIds.find("10.0.0.2:40012", KNOWN))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("no worker '10.0.0.2:40012' among 3; nearest: 10.0.0.2:40011");
  }
}
