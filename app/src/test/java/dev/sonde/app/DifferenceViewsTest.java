package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.app.Telemetry.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("How values are spread, and what tells records apart")
class DifferenceViewsTest {

  @TempDir Path folder;

  private JsonNode ask(Object... words) {
    return new Sonde(folder).observe(words).get("result");
  }

  @Test
  void a_histogram_counts_every_number_once_and_says_what_is_none() throws IOException {
    Random random = new Random(9);
    Telemetry telemetry = new Telemetry();
    double[] values = new double[300];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.rint(Math.exp(random.nextGaussian() * 3) * 100) / 10;
      telemetry.span(
          new Span(
              "s",
              1,
              i + 1,
              0,
              "n",
              i,
              i + 1,
              false,
              Map.of("load", values[i], "zone", i % 3 == 0 ? "x" : "y"),
              List.of()));
    }
    telemetry.span(new Span("s", 1, 999, 0, "n", 1, 2, false, Map.of("load", "heavy"), List.of()));
    JsonNode result =
        ask("histogram", telemetry.write(folder.resolve("load.jsonl")), "load", "--by", "zone");

    assertThat(result.get("count").asLong()).isEqualTo(300);
    assertThat(result.get("left_out").asLong()).isEqualTo(1);
    assertThat(result.get("scale").asText()).isEqualTo("log");
    for (JsonNode bin : result.get("bins")) {
      double from = bin.get("from").asDouble();
      double to = bin.get("to").asDouble();
      assertThat(bin.get("count").asLong())
          .isEqualTo(Arrays.stream(values).filter(v -> v >= from && v < to).count());
    }
    long sum = 0;
    for (JsonNode bin : result.get("bins")) {
      sum += bin.get("count").asLong();
    }
    assertThat(sum).isEqualTo(300);
    assertThat(result.get("max").asDouble()).isEqualTo(Arrays.stream(values).max().orElseThrow());
    assertThat(result.at("/by/x/count").asLong()).isEqualTo(100);
    assertThat(result.at("/by/y/count").asLong()).isEqualTo(200);
  }

  private Path planted(boolean really) throws IOException {
    Random random = new Random(10);
    Telemetry telemetry = new Telemetry();
    for (long id = 1; id <= 2_000; id++) {
      String build = "b" + random.nextInt(4);
      String zone = "z" + random.nextInt(3);
      boolean slow = really && build.equals("b2") && random.nextInt(5) == 0;
      long took = 1_000_000L + random.nextInt(1_000_000) + (slow ? 9_000_000 : 0);
      Map<String, Object> attributes = new HashMap<>();
      attributes.put("build", build);
      attributes.put("zone", zone);
      attributes.put("request.id", "r" + id);
      attributes.put("size", slow ? 5_000L + random.nextInt(5_000) : (long) random.nextInt(9_000));
      for (int key = 0; key < 20; key++) {
        attributes.put("noise." + key, "v" + random.nextInt(10));
      }
      telemetry.span(
          new Span(
              "s", id, id, 0, "n", id * 1_000, id * 1_000 + took, false, attributes, List.of()));
    }
    return telemetry.write(folder.resolve("planted-" + really + ".jsonl"));
  }

  @Test
  void a_planted_difference_stands_first_and_ids_are_hidden() throws IOException {
    Path file = planted(true);
    JsonNode result = ask("difference", file, "--slow");

    assertThat(result.at("/rows/0/key").asText()).isEqualTo("build");
    assertThat(result.at("/rows/0/value").asText()).isEqualTo("b2");
    assertThat(result.get("rows").findValuesAsText("key")).contains("size");
    assertThat(result.get("rows").findValuesAsText("key"))
        .noneMatch(key -> key.startsWith("noise") || key.equals("zone"));
    assertThat(result.get("hidden").findValuesAsText("key")).contains("request.id", "duration_s");
    assertThat(result.get("records_in").asLong()).isEqualTo(100);
    assertThat(result.get("records_out").asLong()).isEqualTo(1_900);

    JsonNode chosen = ask("difference", file, "--in", "build=b2", "--out", "build=b1");
    assertThat(chosen.get("in").asText()).isEqualTo("build=b2");
    assertThat(chosen.get("rows").findValuesAsText("key")).contains("duration_s");
    assertThat(chosen.get("hidden").findValuesAsText("key")).contains("build");
  }

  @Test
  void where_nothing_differs_nothing_is_said_to() throws IOException {
    JsonNode result = ask("difference", planted(false), "--slow");
    assertThat(result.get("rows")).isEmpty();
    Sonde.Ran both =
        new Sonde(folder).run("observe", "difference", planted(false), "--slow", "--failed");
    assertThat(both.exit()).isEqualTo(2);
    assertThat(both.err()).contains("exclude each other");
  }
}
