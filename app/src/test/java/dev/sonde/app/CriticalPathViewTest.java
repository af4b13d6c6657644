package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("observe critical-path on the simulated runs")
class CriticalPathViewTest {

  @TempDir static Path folder;

  static java.util.List<String> runs() {
    return Corpus.SIMULATED;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void adds_up_to_the_wall_clock_to_the_nanosecond(String run) {
    for (String file : new String[] {"spans.json.gz", "otlp.jsonl.gz"}) {
      JsonNode result = path(run, file);
      long reached = result.at("/segments/0/start_ns").asLong();
      long start = reached;
      double work = 0;
      for (JsonNode segment : result.get("segments")) {
        assertThat(segment.get("start_ns").asLong()).isEqualTo(reached);
        reached = segment.get("end_ns").asLong();
      }
      assertThat(reached - start)
          .isEqualTo(Math.round(result.get("wall_clock_s").asDouble() * 1e9));
      double kinds = 0;
      for (JsonNode kind : result.get("by_kind")) {
        kinds += kind.get("total_s").asDouble();
      }
      for (JsonNode prefix : result.get("by_prefix")) {
        work += prefix.get("total_s").asDouble();
      }
      assertThat(kinds).isCloseTo(result.get("wall_clock_s").asDouble(), within());
      assertThat(work).isLessThanOrEqualTo(result.get("length_s").asDouble() + 1e-9);
      assertThat(share(result, "unknown")).as(run + " " + file).isLessThan(0.03);
    }
  }

  @Test
  void of_the_run_bound_by_transfers_is_transfers() {
    assertThat(share(path("transfer_bound", "otlp.jsonl.gz"), "transfer")).isGreaterThan(0.9);
    assertThat(share(path("transfer_bound", "spans.json.gz"), "transfer")).isGreaterThan(0.9);
  }

  @Test
  void of_the_serial_chain_is_the_chain() {
    JsonNode result = path("serial_chain", "otlp.jsonl.gz");
    assertThat(result.at("/by_prefix/0/prefix").asText()).isEqualTo("smooth");
    assertThat(result.at("/by_prefix/0/total_s").asDouble())
        .isGreaterThan(0.9 * result.get("wall_clock_s").asDouble());
  }

  @Test
  void of_the_slow_worker_is_on_that_worker() {
    double there = 0;
    JsonNode result = path("slow_worker", "otlp.jsonl.gz");
    for (JsonNode segment : result.get("segments")) {
      there +=
          "10.0.0.3:40021".equals(segment.get("worker").asText())
              ? segment.get("duration_s").asDouble()
              : 0;
    }
    assertThat(there).isGreaterThan(0.9 * result.get("wall_clock_s").asDouble());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-6);
  }

  private static double share(JsonNode result, String kind) {
    for (JsonNode each : result.get("by_kind")) {
      if (each.get("kind").asText().equals(kind)) {
        return each.get("share").asDouble();
      }
    }
    return 0;
  }

  private static JsonNode path(String run, String file) {
    return new Sonde(folder)
        .observe("critical-path", Sonde.capture(run, file, folder))
        .get("result");
  }
}
