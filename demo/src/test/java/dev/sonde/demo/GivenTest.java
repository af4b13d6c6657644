package dev.sonde.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Words of a workload are understood or refused by name")
class GivenTest {

  private static Given given(String... words) {
    return Given.of(Workloads.named("array"), List.of(words));
  }

  @Test
  void what_is_not_given_has_its_default() {
    Given given = given();
    assertThat(given.speed()).isEqualTo(1);
    assertThat(given.seed()).isEqualTo(1);
    assertThat(given.count("workers", 1, 16)).isEqualTo(3);
    assertThat(given.flag("slow-worker")).isFalse();
  }

  @Test
  void waits_are_divided_by_the_speed() {
    assertThat(given("--speed", "4", "--slow-worker").pause(1_000)).hasMillis(250);
    assertThat(given("--slow-worker").flag("slow-worker")).isTrue();
  }

  @Test
  void what_is_not_understood_is_named() {
    refused("no option '--speeed'", "--speeed", "4");
    refused("--speed takes a number, not fast", "--speed", "fast");
    refused("--speed is more than 0 and at most 10000, not -1.0", "--speed", "-1");
    refused("--chunks needs a value: chunks of rows, 4 to 60, of 256 KiB each", "--chunks");
    assertThatThrownBy(() -> given("--chunks", "3").count("chunks", 4, 60))
        .hasMessage("--chunks is a whole number from 4 to 60, not 3");
    assertThatThrownBy(() -> Workloads.named("arry"))
        .hasMessage("no workload 'arry' among array, agents, review, sweep");
  }

  private static void refused(String message, String... words) {
    assertThatThrownBy(() -> given(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
