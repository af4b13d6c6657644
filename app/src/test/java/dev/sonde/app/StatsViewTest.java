package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** stats over spans that a sampler let through. */
class StatsViewTest {

  private static final long START = 1_790_000_000_000_000_000L;

  @TempDir Path folder;

  private static String span(int id, String state, long nanos, boolean failed) {
    return """
    {"traceId":"0102030405060708090a0b0c0d0e0f%02x","spanId":"00000000000000%02x","name":"n",\
    "traceState":"%s","startTimeUnixNano":"%d","endTimeUnixNano":"%d","status":{"code":%d}}\
    """
        .formatted(id, id, state, START, START + nanos, failed ? 2 : 0);
  }

  private Path capture(String... spans) throws IOException {
    return Files.writeString(
        folder.resolve("otlp.jsonl"),
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + String.join(",", spans) + "]}]}]}\n");
  }

  @Test
  void sampled_spans_count_as_many_as_they_stand_for() throws IOException {
    Path file =
        capture(
            span(1, "ot=th:c", 1_000_000_000, false),
            span(2, "ot=th:8", 2_000_000_000, true),
            span(3, "", 6_000_000_000L, false));
    JsonNode result = new Sonde(folder).observe("stats", file).get("result");
    assertThat(result.get("estimated").asBoolean()).isTrue();
    JsonNode row = result.at("/rows/0");
    assertThat(row.get("count").asLong()).isEqualTo(4 + 2 + 1);
    assertThat(row.get("errors").asLong()).isEqualTo(2);
    assertThat(row.get("total_s").asDouble()).isEqualTo(4 + 4 + 6);
    assertThat(row.get("mean_s").asDouble()).isEqualTo(2);
    assertThat(row.get("max_s").asDouble()).isEqualTo(6);
    assertThat(new Sonde(folder).run("observe", "stats", file).out()).contains("are estimates");
  }

  @Test
  void where_nothing_was_sampled_nothing_is_said_of_it() throws IOException {
    Path file = capture(span(1, "a=b", 5, false));
    assertThat(new Sonde(folder).observe("stats", file).get("result").has("estimated")).isFalse();
    assertThat(new Sonde(folder).run("observe", "stats", file).out()).doesNotContain("estimates");
  }
}
