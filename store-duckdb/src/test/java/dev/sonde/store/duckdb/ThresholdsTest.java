package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Records;
import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdsTest {

  private static final long HALF = 1L << 55;

  private static Span span(String state) {
    Span plain = Records.span(1, "a", 0, 5, Attributes.EMPTY);
    return new Span(
        plain.origin(),
        plain.id(),
        plain.parent(),
        plain.name(),
        plain.kind(),
        plain.startNanos(),
        plain.endNanos(),
        plain.status(),
        plain.statusMessage(),
        plain.attributes(),
        plain.moments(),
        plain.links(),
        Attributes.of("traceState", Value.of(state)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ot=th:8|2",
        "ot=th:c|4",
        "ot=th:c0000000000000|4",
        "ot=th:0|1",
        "ot=rv:12345678901234;th:c|4",
        "a=b, ot=th:8 ,c=d|2",
        "a=th:c|1",
        "ot=p:8|1",
        "ot=th:|1",
        "ot=th:g|1",
        "ot=th:123456789012345|1",
        "ot=th:-1|1"
      })
  void a_span_stands_for_as_many_as_its_threshold_says(String state, double weight) {
    assertThat(Thresholds.weight(span(state))).isEqualTo(weight);
  }

  @Test
  void without_a_trace_state_a_span_stands_for_itself() {
    assertThat(Thresholds.weight(Records.span(1, "a", 0, 5, Attributes.EMPTY))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ot=th:8", "ot=th:c", "x=y,ot=rv:00000000000001;th:8"})
  void a_mark_that_is_as_high_stays(String state) {
    Span span = span(state);
    assertThat(Thresholds.marked(span, HALF)).isSameAs(span);
  }

  @Test
  void a_mark_comes_first_and_leaves_the_rest() {
    assertThat(Thresholds.marked((String) null, HALF)).isEqualTo("ot=th:8");
    assertThat(Thresholds.marked("a=b,ot=th:4;rv:00000000000001,c=d", HALF))
        .isEqualTo("ot=th:8;rv:00000000000001,a=b,c=d");
    Span marked = Thresholds.marked(span("a=b"), HALF);
    assertThat(marked.detail().text("traceState")).isEqualTo("ot=th:8,a=b");
    assertThat(Thresholds.weight(marked)).isEqualTo(2);
  }

  @Test
  void what_is_chosen_by_may_be_in_the_trace_state() {
    assertThat(Thresholds.random(span("ot=rv:0000000000000a"))).isEqualTo(10);
    assertThat(Thresholds.random(span("ot=rv:a"))).isEqualTo(1);
    assertThat(Thresholds.random(span("ot=th:8"))).isEqualTo(1);
  }
}
