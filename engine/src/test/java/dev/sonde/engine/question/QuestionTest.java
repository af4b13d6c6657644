package dev.sonde.engine.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Options mean what a user would expect")
class QuestionTest {

  @ParameterizedTest
  @CsvSource({
    "5s, 5000000000",
    "1m30s, 90000000000",
    "250ms, 250000000",
    "1.5h, 5400000000000",
    "10us, 10000",
    "0, 0",
    "2d, 172800000000000"
  })
  void lengths_of_time(String text, long nanos) {
    assertThat(Moment.nanos("last", text)).isEqualTo(nanos);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "5 s", "-5s", "5s3", "five", "1e3s", "99999999999999999999d"})
  void what_is_no_length_of_time_says_what_to_write(String text) {
    assertThatThrownBy(() -> Moment.nanos("last", text))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--last " + text)
        .hasMessageContaining("30s");
  }

  @Test
  void moments_are_offsets_or_timestamps() {
    assertThat(Moment.parse("start", "2s").resolve(10)).isEqualTo(2_000_000_010L);
    assertThat(Moment.parse("start", "2026-11-20T10:00:00.000000001Z").resolve(10))
        .isEqualTo(1_795_168_800_000_000_001L);
    assertThat(Moment.parse("start", "1795168800000000001").resolve(10))
        .isEqualTo(1_795_168_800_000_000_001L);
    assertThatThrownBy(() -> Moment.parse("start", "2026-11-20 10:00"))
        .isInstanceOf(UsageException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "a=b, a, EQUAL, b",
    "a!=b, a, NOT_EQUAL, b",
    "a<=3, a, LESS_OR_EQUAL, 3",
    "a~^x.*$, a, MATCHES, ^x.*$",
    "task.key=('x' = 1), task.key, EQUAL, ('x' = 1)",
    "a=, a, EQUAL, ''",
    "a>b=c, a, GREATER, b=c"
  })
  void conditions(String text, String key, Condition.Operator operator, String value) {
    assertThat(Condition.parse(text)).isEqualTo(new Condition(key, operator, value));
  }

  @Test
  void a_condition_without_a_sign_says_what_to_write() {
    assertThatThrownBy(() -> Condition.parse("novalue"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("KEY=VALUE");
  }

  @Test
  void filters_are_repeated_in_the_command_line_s_spelling() {
    Scope scope =
        Scope.ALL.with("worker", "w").with("where", "a=1").with("where", "b~2").with("limit", "5");

    assertThat(scope.filters()).containsExactly("worker=w", "where a=1", "where b~2");
    assertThat(scope.limitOr(20)).isEqualTo(5);
    assertThat(Scope.ALL.limitOr(20)).isEqualTo(20);
  }

  @Test
  void an_unknown_name_is_answered_with_the_nearest() {
    assertThat(
            Suggestion.unknown(
                "worker", "10.0.0.3", List.of("10.0.0.1:1", "10.0.0.3:7", "10.0.0.9:3")))
        .isEqualTo("no worker '10.0.0.3' among 3; nearest: 10.0.0.3:7, 10.0.0.9:3, 10.0.0.1:1");
    assertThat(Suggestion.unknown("worker", "x", List.of())).contains("there are none");
  }
}
