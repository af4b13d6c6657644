package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stats, metrics and fields on simulated captures and on records made by hand. */
class RawFiguresTest {

  private static final long START = 1_790_000_000_000_000_000L;

  @TempDir Path folder;

  @Test
  void counts_totals_and_longest_by_name_are_those_of_the_simulation() {
    for (String run : Corpus.SIMULATED) {
      JsonNode truth = Sonde.truth(run, "frisky").get("by_name");
      JsonNode rows =
          observe("stats", Sonde.capture(run, "spans.json.gz", folder), "--limit", "100");

      assertThat(rows).hasSize(truth.size());
      for (JsonNode row : rows) {
        JsonNode expected = truth.get(row.get("name").asText());
        assertThat(row.get("count").asLong()).isEqualTo(expected.get("count").asLong());
        assertThat(row.get("total_s").asDouble())
            .isCloseTo(expected.get("total_s").asDouble(), within(1e-6));
        assertThat(row.get("max_s").asDouble())
            .isCloseTo(expected.get("max_s").asDouble(), within(1e-6));
        assertThat(row.get("self_s").isNull()).isTrue();
      }
    }
  }

  @Test
  void self_time_is_what_no_child_covers_and_children_side_by_side_count_once() throws IOException {
    Path file =
        otlp(
            span("a1", "", "parent", 0, 100)
                + ","
                + span("b1", "a1", "child", 10, 40)
                + ","
                + span("b2", "a1", "child", 30, 60)
                + ","
                + span("b3", "a1", "child", 90, 150));
    JsonNode rows = observe("stats", file);

    JsonNode parent = named(rows, "name", "parent");
    assertThat(parent.get("total_s").asDouble()).isCloseTo(100, within(1e-9));
    assertThat(parent.get("self_s").asDouble()).isCloseTo(40, within(1e-9));
    JsonNode child = named(rows, "name", "child");
    assertThat(child.get("self_s").asDouble()).isEqualTo(child.get("total_s").asDouble());
    assertThat(child.get("total_s").asDouble()).isCloseTo(120, within(1e-9));
    assertThat(child.get("p50_s").asDouble()).isCloseTo(30, within(1e-9));
    assertThat(child.get("p95_s").asDouble()).isCloseTo(57, within(1e-9));
  }

  @Test
  void self_time_is_cut_to_the_window() throws IOException {
    Path file = otlp(span("a1", "", "parent", 0, 100) + "," + span("b1", "a1", "child", 10, 40));
    JsonNode parent =
        named(observe("stats", file, "--start", "20s", "--duration", "40s"), "name", "parent");

    assertThat(parent.get("total_s").asDouble()).isCloseTo(40, within(1e-9));
    assertThat(parent.get("self_s").asDouble()).isCloseTo(20, within(1e-9));
  }

  @Test
  void measured_values_of_the_scheduler_are_listed_with_last_and_highest() throws IOException {
    Path file = frisky(metrics(1, 1, 700) + "," + metrics(2, 2, 900) + "," + metrics(3, 3, 800));
    JsonNode memory = named(observe("metrics", file), "name", "process.memory.usage");

    assertThat(memory.get("unit").asText()).isEqualTo("By");
    assertThat(memory.get("last").asDouble()).isEqualTo(800);
    assertThat(memory.get("max").asDouble()).isEqualTo(900);

    JsonNode series = observe("metrics", file, "process.memory.usage").get(0).get("series");
    assertThat(series.findValuesAsText("value")).containsExactly("700.0", "900.0", "800.0");
    assertThat(series.findValuesAsText("at_ns"))
        .containsExactly("" + (START + 1), "" + (START + 2), "" + (START + 3));
  }

  @Test
  void an_unknown_metric_is_wrong_usage_that_names_the_nearest() throws IOException {
    Sonde.Ran ran =
        new Sonde(folder)
            .run("observe", "metrics", frisky(metrics(1, 1, 700)), "process.memory.use");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("process.memory.usage");
  }

  @Test
  void fields_count_records_by_key_and_kind() throws IOException {
    Path file =
        frisky(
            "{\"name\": \"client.a\", \"worker\": \"\", \"start_ns\": 1, \"end_ns\": 2, \"mode\": 1},"
                + "{\"name\": \"client.b\", \"worker\": \"\", \"start_ns\": 2, \"end_ns\": 3, \"mode\": \"x\"},"
                + "{\"name\": \"client.c\", \"worker\": \"\", \"start_ns\": 3, \"end_ns\": 4}");
    JsonNode mode = named(observe("fields", file), "key", "mode");

    assertThat(mode.get("records").asLong()).isEqualTo(2);
    assertThat(mode.get("share").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(mode.get("distinct").asLong()).isEqualTo(2);
    assertThat(mode.get("kinds").get("int").asLong()).isEqualTo(1);
    assertThat(mode.get("kinds").get("text").asLong()).isEqualTo(1);

    JsonNode missing =
        new Sonde(folder).observe("fields", file, "--missing", "mode").get("result").get("missing");
    assertThat(missing.findValuesAsText("name")).containsExactly("client.c");
  }

  @Test
  void no_key_has_more_records_than_there_are() {
    for (Map.Entry<String, String> capture :
        Map.of("spans.json.gz", "frisky", "otlp.jsonl.gz", "otlp").entrySet()) {
      JsonNode answer =
          new Sonde(folder)
              .observe(
                  "fields", Sonde.capture("failures", capture.getKey(), folder), "--limit", "100");

      for (JsonNode row : answer.get("result").get("rows")) {
        assertThat(row.get("records").asLong())
            .as(row.get("key").asText())
            .isBetween(1L, answer.get("coverage").get("records").asLong());
      }
    }
  }

  private JsonNode observe(Object... words) {
    return new Sonde(folder).observe(words).get("result").get("rows");
  }

  private static JsonNode named(JsonNode rows, String column, String name) {
    for (JsonNode row : rows) {
      if (row.get(column).asText().equals(name)) {
        return row;
      }
    }
    throw new AssertionError("no " + name + " in " + rows);
  }

  private static String metrics(int id, long endOffset, long memory) {
    return "{\"name\": \"scheduler.metrics\", \"worker\": \"scheduler\", \"span_id\": %d, \"start_ns\": %d, \"end_ns\": %d, \"memory_bytes\": %d}"
        .formatted(id, START, START + endOffset, memory);
  }

  private static String span(String id, String parent, String name, long startS, long endS) {
    return "{\"traceId\": \"%s\", \"spanId\": \"%s\", \"parentSpanId\": \"%s\", \"name\": \"%s\", \"startTimeUnixNano\": \"%d\", \"endTimeUnixNano\": \"%d\"}"
        .formatted(
            "0123456789abcdef".repeat(2),
            id.repeat(8),
            parent.repeat(8),
            name,
            START + startS * 1_000_000_000L,
            START + endS * 1_000_000_000L);
  }

  private Path frisky(String spans) throws IOException {
    return Files.writeString(folder.resolve("spans.json"), "[" + spans + "]");
  }

  private Path otlp(String spans) throws IOException {
    return Files.writeString(
        folder.resolve("otlp.jsonl"),
        "{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [" + spans + "]}]}]}\n");
  }
}
