package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Answers agree with what the simulation knows")
class TruthTest {

  private static final Map<String, String> FILES =
      Map.of("frisky", "spans.json.gz", "otlp", "otlp.jsonl.gz");

  @TempDir static Path folder;

  private static Sonde sonde() {
    return new Sonde(folder);
  }

  static Stream<Arguments> captures() {
    return Corpus.SIMULATED.stream()
        .flatMap(run -> Stream.of(Arguments.of(run, "frisky"), Arguments.of(run, "otlp")));
  }

  private static Path file(String run, String format) {
    return Sonde.capture(run, FILES.get(format), folder);
  }

  /** A microsecond or a thousandth, whichever is more. */
  private static void assertTime(JsonNode actual, JsonNode expected, String what) {
    assertThat(actual.asDouble())
        .as(what)
        .isCloseTo(
            expected.asDouble(), within(Math.max(1e-6, Math.abs(expected.asDouble()) * 1e-3)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("captures")
  void overview_counts_spans_tasks_workers_and_the_wall_clock(String run, String format) {
    JsonNode truth = Sonde.truth(run, format);
    JsonNode result = sonde().observe("overview", file(run, format)).get("result");

    assertThat(result.get("spans").asLong()).isEqualTo(truth.get("spans").asLong());
    assertThat(result.get("tasks").asLong()).isEqualTo(truth.get("tasks").asLong());
    assertThat(result.get("workers").asLong()).isEqualTo(truth.get("workers").asLong());
    assertTime(result.get("wall_clock_s"), truth.get("wall_clock_s"), "wall clock");
    assertThat(result.get("network_bytes").asLong())
        .isEqualTo(truth.at("/transfers/logical_bytes").asLong());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void components_add_up_to_the_simulation_s_sums(String run) {
    JsonNode truth = Sonde.truth(run, "frisky").get("components");
    JsonNode result = sonde().observe("overview", file(run, "frisky")).get("result");

    Map<String, JsonNode> components = new TreeMap<>();
    result.get("components").forEach(c -> components.put(c.get("name").asText(), c.get("total_s")));
    assertThat(components.keySet()).containsExactlyInAnyOrderElementsOf(names(truth));
    components.forEach((name, total) -> assertTime(total, truth.get(name), name));
  }

  static Stream<String> runs() {
    return Corpus.SIMULATED.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("captures")
  void prefixes_have_the_simulation_s_counts_and_percentiles(String run, String format) {
    JsonNode truth = Sonde.truth(run, format).get("prefixes");
    JsonNode rows =
        sonde().observe("prefixes", file(run, format), "--limit", 1000).at("/result/rows");

    Map<String, JsonNode> byPrefix = new LinkedHashMap<>();
    rows.forEach(row -> byPrefix.put(row.get("prefix").asText(), row));
    assertThat(byPrefix.keySet()).containsExactlyInAnyOrderElementsOf(names(truth));
    byPrefix.forEach((prefix, row) -> {
      JsonNode expected = truth.get(prefix);
      assertThat(row.get("tasks").asLong()).isEqualTo(expected.get("tasks").asLong());
      assertThat(row.get("attempts").asLong()).isEqualTo(expected.get("attempts").asLong());
      if (expected.has("erred")) {
        assertThat(row.get("erred").asLong()).isEqualTo(expected.get("erred").asLong());
      }
      for (String figure : new String[] {"total_s", "mean_s", "p50_s", "p90_s", "p99_s", "max_s"}) {
        if (expected.has(figure)) {
          assertTime(row.get(figure), expected.get(figure), prefix + " " + figure);
        }
      }
    });
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("captures")
  void transfers_have_the_simulation_s_messages_and_bytes(String run, String format) {
    JsonNode truth = Sonde.truth(run, format).get("transfers");
    JsonNode result = sonde().observe("transfers", file(run, format)).get("result");

    for (String figure : new String[] {"messages", "logical_bytes", "wire_bytes"}) {
      assertThat(result.get(figure).asLong()).as(figure).isEqualTo(truth.get(figure).asLong());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("runs")
  void stats_have_the_simulation_s_sums_by_name(String run) {
    JsonNode truth = Sonde.truth(run, "frisky").get("by_name");
    JsonNode rows =
        sonde().observe("stats", file(run, "frisky"), "--limit", 1000).at("/result/rows");

    Map<String, JsonNode> byName = new LinkedHashMap<>();
    rows.forEach(row -> byName.put(row.get("name").asText(), row));
    assertThat(byName.keySet()).containsExactlyInAnyOrderElementsOf(names(truth));
    byName.forEach((name, row) -> {
      assertThat(row.get("count").asLong()).isEqualTo(truth.get(name).get("count").asLong());
      assertTime(row.get("total_s"), truth.get(name).get("total_s"), name);
      assertTime(row.get("max_s"), truth.get(name).get("max_s"), name);
    });
  }

  @Test
  void the_failures_run_names_the_five_tasks_that_erred_and_all_that_wait_for_them() {
    Path file = file("failures", "otlp");
    JsonNode truth = Sonde.truth("failures", "otlp");

    assertThat(keys(sonde().observe("erred", file, "--limit", 1000)))
        .containsExactlyInAnyOrderElementsOf(texts(truth.get("erred")));
    assertThat(keys(sonde().observe("tasks", file, "--state", "waiting", "--limit", 1000)))
        .containsExactlyInAnyOrderElementsOf(texts(truth.get("waiting")));
  }

  private static Set<String> keys(JsonNode answer) {
    Set<String> keys = new TreeSet<>();
    answer.at("/result/rows").forEach(row -> keys.add(row.get("key").asText()));
    return keys;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
