package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WellFormedTest {

  @Test
  void lone_surrogates_are_replaced() {
    assertThat(WellFormed.json("{\"a\":\"x\\ud800y\\udfffz\"}"))
        .isEqualTo("{\"a\":\"x\ufffdy\ufffdz\"}");
  }

  @Test
  void an_escaped_backslash_is_no_escape() {
    String json = "{\"a\":\"\\\\ud800\\u0000\\n\"}";
    assertThat(WellFormed.json(json)).isEqualTo(json);
  }
}
