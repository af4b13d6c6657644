package dev.sonde.ingest.frisky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sonde.ingest.Collected;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.SpanFacts;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The simulation's own account of each run is what its capture must say. */
class SimulatedRunsTest {

  @SuppressWarnings("unused") // Read by @FieldSource.
  static final java.util.List<String> RUNS = Corpus.SIMULATED;

  @TempDir Path folder;

  @ParameterizedTest
  @FieldSource("RUNS")
  void every_span_name_has_the_true_count_sum_and_maximum(String run) throws IOException {
    Value.Map truth = truth(run);
    Collected collected = read(run);

    Map<String, Integer> counts = new TreeMap<>();
    Map<String, Long> sums = new TreeMap<>();
    Map<String, Long> longest = new TreeMap<>();
    for (Span span : collected.spans()) {
      long nanos = span.endNanos() - span.startNanos();
      counts.merge(span.name(), 1, Integer::sum);
      sums.merge(span.name(), nanos, Long::sum);
      longest.merge(span.name(), nanos, Long::max);
    }
    Value.Map names = (Value.Map) truth.entries().get("by_name");
    assertThat(counts)
        .hasSize(names.entries().size())
        .allSatisfy((name, count) -> {
          Value.Map entry = (Value.Map) names.entries().get(name);
          assertThat((long) count).isEqualTo(entry.entries().integer("count"));
          assertThat(sums.get(name) / 1e9).isCloseTo(real(entry, "total_s"), within(1e-9 * count));
          assertThat(longest.get(name) / 1e9).isCloseTo(real(entry, "max_s"), within(1e-9));
        });
    assertThat(collected.problems()).isEmpty();
    assertThat(collected.read().spans()).isEqualTo(truth.entries().integer("spans"));
    assertThat(collected.read().rejected()).isZero();
  }

  @ParameterizedTest
  @FieldSource("RUNS")
  void tasks_workers_components_and_transfers_are_the_true_ones(String run) throws IOException {
    Value.Map truth = truth(run);
    var facts = read(run).spans().stream().map(s -> Map.entry(s, SpanFacts.of(s))).toList();

    assertThat(facts.stream().map(f -> f.getValue().worker()).filter(w -> w != null).distinct())
        .hasSize(truth.entries().integer("workers").intValue());
    assertThat(facts.stream().map(f -> f.getValue().taskKey()).filter(k -> k != null).distinct())
        .hasSize(truth.entries().integer("tasks").intValue());

    Map<String, Double> components =
        facts.stream()
            .collect(
                Collectors.groupingBy(
                    f -> f.getValue().component().word(),
                    Collectors.summingDouble(
                        f -> (f.getKey().endNanos() - f.getKey().startNanos()) / 1e9)));
    ((Value.Map) truth.entries().get("components"))
        .entries()
        .forEach((name, value) ->
            assertThat(components.getOrDefault(name, 0.0))
                .as(name)
                .isCloseTo(number(value), within(1e-6)));

    Value.Map transfers = (Value.Map) truth.entries().get("transfers");
    var moved =
        facts.stream()
            .filter(f -> f.getValue().role() == dev.sonde.model.vocabulary.Role.TRANSFER)
            .map(Map.Entry::getValue)
            .toList();
    assertThat((long) moved.size()).isEqualTo(transfers.entries().integer("messages"));
    assertThat(moved.stream().mapToLong(SpanFacts::bytes).sum())
        .isEqualTo(transfers.entries().integer("logical_bytes"));
    assertThat(moved.stream().mapToLong(SpanFacts::wireBytes).sum())
        .isEqualTo(transfers.entries().integer("wire_bytes"));
    assertThat(moved)
        .allSatisfy(t -> {
          assertThat(t.from()).isNotNull().isNotEqualTo(t.to());
          assertThat(t.to()).isEqualTo(t.worker());
          assertThat(t.dataKey()).isNotNull();
          assertThat(t.dataKeys()).isEqualTo(1L);
        });
  }

  private Collected read(String run) {
    return Collected.from(Corpus.copy("simulated/" + run + "/spans.json.gz", folder));
  }

  private static Value.Map truth(String run) throws IOException {
    try (var parser =
        FriskyImporter.JSON.createParser(Corpus.bytes("simulated/" + run + "/truth.json"))) {
      parser.nextToken();
      return (Value.Map) ((Value.Map) JsonValues.read(parser)).entries().get("frisky");
    }
  }

  private static double real(Value.Map entry, String key) {
    return number(entry.entries().get(key));
  }

  private static double number(Value value) {
    return value instanceof Value.Int i ? i.value() : ((Value.Real) value).value();
  }
}
