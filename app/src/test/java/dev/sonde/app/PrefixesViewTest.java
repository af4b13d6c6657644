package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PrefixesViewTest {

  private static final Offset<Double> NANOSECOND = within(1e-9);

  @TempDir Path folder;

  static List<String> runs() {
    return Corpus.SIMULATED;
  }

  @ParameterizedTest
  @MethodSource("runs")
  void every_kind_has_the_figures_of_the_simulation(String run) {
    for (Map.Entry<String, String> file :
        Map.of("frisky", "spans.json.gz", "otlp", "otlp.jsonl.gz").entrySet()) {
      JsonNode truth = Sonde.truth(run, file.getKey());
      JsonNode rows =
          new Sonde(folder)
              .observe("prefixes", Sonde.capture(run, file.getValue(), folder))
              .at("/result/rows");

      List<String> prefixes = new ArrayList<>();
      long bytes = 0;
      double share = 0;
      for (JsonNode row : rows) {
        String prefix = row.get("prefix").asText();
        prefixes.add(prefix);
        bytes += row.get("transfer_bytes").asLong();
        share += row.get("share").asDouble();
        JsonNode expected = truth.at("/prefixes/" + prefix);
        expected
            .properties()
            .forEach(figure ->
                assertThat(row.get(figure.getKey()).asDouble())
                    .as(run + " " + prefix + " " + figure.getKey())
                    .isCloseTo(figure.getValue().asDouble(), NANOSECOND));
        long states = 0;
        for (JsonNode state : row.get("states")) {
          states += state.asLong();
        }
        assertThat(states).isEqualTo(row.get("tasks").asLong());
      }
      assertThat(prefixes)
          .containsExactlyInAnyOrderElementsOf(
              truth.get("prefixes").properties().stream().map(Map.Entry::getKey).toList());
      assertThat(bytes).isEqualTo(truth.at("/transfers/logical_bytes").asLong());
      assertThat(share).isCloseTo(1, NANOSECOND);
    }
  }

  @Test
  void a_kind_that_never_ran_is_listed_without_durations() {
    JsonNode rows =
        new Sonde(folder)
            .observe("prefixes", Sonde.capture("failures", "otlp.jsonl.gz", folder))
            .at("/result/rows");
    JsonNode last = rows.get(rows.size() - 1);
    assertThat(last.get("prefix").asText()).isEqualTo("sum-aggregate");
    assertThat(last.get("tasks").asLong()).isEqualTo(24);
    assertThat(last.at("/states/waiting").asLong()).isEqualTo(24);
    assertThat(last.get("total_s").asDouble()).isZero();
    for (String unknown : List.of("mean_s", "p50_s", "p90_s", "p99_s", "max_s")) {
      assertThat(last.get(unknown).isNull()).as(unknown).isTrue();
    }
  }

  @Test
  void a_list_that_was_cut_says_so() {
    Sonde.Ran ran =
        new Sonde(folder)
            .run(
                "observe",
                "prefixes",
                Sonde.capture("healthy", "spans.json.gz", folder),
                "--limit",
                "1");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("1 of 4 shown; more with --limit");
  }
}
