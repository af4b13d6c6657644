package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.app.Telemetry.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Agents and services: who called whom, how often, how well, of what")
class PartiesViewsTest {

  @TempDir Path folder;

  private JsonNode ask(Object... words) {
    return new Sonde(folder).observe(words).get("result");
  }

  private static Span span(String service, long trace, long id, long parent, long start, long end) {
    return new Span(service, trace, id, parent, "work", start, end, false, Map.of(), List.of());
  }

  private static Map<String, String> edges(JsonNode result) {
    Map<String, String> edges = new TreeMap<>();
    result
        .get("edges")
        .forEach(edge ->
            edges.put(
                edge.get("from").asText() + ">" + edge.get("to").asText(),
                edge.get("calls").asText() + "/" + edge.get("errors").asText()));
    return edges;
  }

  /**
   * Every call is told by a random choice of evidence, in random order, and is one all the same; so are the
   * answers that go back.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void a_call_counts_once_however_many_kinds_of_evidence_tell_of_it(long seed) throws IOException {
    Random random = new Random(seed);
    Telemetry telemetry = new Telemetry();
    Map<String, long[]> truth = new TreeMap<>();
    List<String> parties = List.of("a", "b", "c", "d");
    long id = 0;
    for (int call = 0; call < 150; call++) {
      String from = parties.get(random.nextInt(4));
      String to = parties.get((parties.indexOf(from) + 1 + random.nextInt(3)) % 4);
      long at = call * 1_000_000L;
      long caller = ++id;
      long callee = ++id;
      int evidence = 1 + random.nextInt(15);
      boolean failed = random.nextInt(5) == 0;
      boolean parent = (evidence & 1) != 0;
      long trace = 2L * call + 1;
      long other = parent ? trace : trace + 1;
      telemetry.span(span(from, trace, caller, 0, at, at + 900_000));
      telemetry.span(
          new Span(
              to,
              other,
              callee,
              parent ? caller : 0,
              "work",
              at + 100_000,
              at + 100_000 + 1_000L * (call + 1),
              failed,
              Map.of(),
              (evidence & 2) != 0 ? List.of(new long[] {trace, caller}) : List.of()));
      if ((evidence & 4) != 0) {
        Map<String, Object> message =
            Map.of("message.id", "m" + call, "message.from", from, "message.to", to);
        telemetry.event(from, "message.sent", at + 1, trace, caller, message);
        telemetry.event(to, "message.received", at + 2, other, callee, message);
        Map<String, Object> reply =
            Map.of("message.id", "r" + call, "message.from", to, "message.to", from);
        telemetry.event(to, "message.sent", at + 3, other, callee, reply);
        telemetry.event(from, "message.received", at + 4, trace, caller, reply);
      }
      if ((evidence & 8) != 0) {
        Map<String, Object> artifact = Map.of("artifact.id", "x" + call);
        telemetry.event(from, "artifact.produced", at + 1, trace, caller, artifact);
        telemetry.event(to, "artifact.consumed", at + 2, other, callee, artifact);
      }
      long[] counts = truth.computeIfAbsent(from + ">" + to, _ -> new long[2]);
      counts[0]++;
      counts[1] += failed ? 1 : 0;
    }
    Map<String, String> expected = new TreeMap<>();
    truth.forEach((edge, counts) -> expected.put(edge, counts[0] + "/" + counts[1]));

    JsonNode result = ask("services", telemetry.write(folder.resolve("calls.jsonl")));

    assertThat(edges(result)).as("seed " + seed).isEqualTo(expected);
    assertThat(result.get("nodes_in_all").asLong()).isEqualTo(4);
  }

  @Test
  void what_the_store_counts_is_what_is_found_by_walking_the_spans() throws IOException {
    Telemetry telemetry = new Telemetry();
    Random random = new Random(5);
    for (long id = 1; id <= 400; id++) {
      long parent = id % 7 == 1 ? 0 : 1 + random.nextInt((int) id - 1);
      telemetry.span(
          span(
              "s" + random.nextInt(5), 1, id, parent, id * 1000, id * 1000 + random.nextInt(9000)));
    }
    JsonNode counted = ask("services", telemetry.write(folder.resolve("parents.jsonl")));
    // A link of a span to itself tells of no call and makes the walk of its trace necessary.
    telemetry.span(
        new Span("s0", 1, 999, 0, "work", 1, 2, false, Map.of(), List.of(new long[] {1, 999})));
    JsonNode walked = ask("services", telemetry.write(folder.resolve("walked.jsonl")));

    assertThat(edges(walked)).isEqualTo(edges(counted));
    for (int i = 0; i < counted.get("edges").size(); i++) {
      for (String figure : List.of("p50_s", "p95_s")) {
        assertThat(walked.at("/edges/" + i + "/" + figure).asDouble())
            .isCloseTo(counted.at("/edges/" + i + "/" + figure).asDouble(), within(1e-12));
      }
    }
    assertThat(walked.get("cycles")).isEqualTo(counted.get("cycles"));
    assertThat(counted.get("edges")).isNotEmpty();
  }

  @Test
  void agents_are_parties_with_what_they_begin_inside_and_cycles_are_found() throws IOException {
    Telemetry telemetry = new Telemetry();
    telemetry.span(span("main", 1, 1, 0, 0, 10_000));
    String[] agents = {"writer", "critic"};
    for (int i = 0; i < 6; i++) {
      long id = 10 + 10L * i;
      telemetry.span(
          new Span(
              "authors",
              1,
              id,
              1,
              "invoke",
              id,
              id + 8,
              false,
              Map.of("gen_ai.agent.name", agents[i % 2]),
              List.of()));
      telemetry.span(span("authors", 1, id + 1, id, id + 1, id + 3));
      telemetry.span(span("model", 1, id + 2, id + 1, id + 1, id + 2));
      if (i > 0) {
        telemetry.event(
            "authors",
            "artifact.consumed",
            id + 1,
            1,
            id,
            Map.of("artifact.id", "v" + (i - 1), "artifact.type", "Draft"));
      }
      telemetry.event(
          "authors",
          "artifact.produced",
          id + 7,
          1,
          id,
          Map.of("artifact.id", "v" + i, "artifact.type", "Draft"));
    }
    Path file = telemetry.write(folder.resolve("agents.jsonl"));

    JsonNode services = ask("services", file);
    assertThat(edges(services))
        .isEqualTo(
            new TreeMap<>(
                Map.of(
                    "main>writer", "3/0",
                    "main>critic", "3/0",
                    "writer>critic", "3/0",
                    "critic>writer", "2/0",
                    "writer>model", "3/0",
                    "critic>model", "3/0")));
    assertThat(services.get("cycles").toString()).isEqualTo("[[\"critic\",\"writer\"]]");

    JsonNode red = ask("red", file);
    Map<String, Long> counts = new HashMap<>();
    red.get("rows").forEach(row -> counts.put(row.get("name").asText(), row.get("count").asLong()));
    assertThat(counts).isEqualTo(Map.of("main", 1L, "writer", 3L, "critic", 3L, "model", 6L));

    JsonNode lineage = ask("lineage", file, "v3");
    assertThat(lineage.at("/produced/by").asText()).isEqualTo("critic");
    assertThat(lineage.at("/produced/type").asText()).isEqualTo("Draft");
    assertThat(lineage.at("/consumed/0/by").asText()).isEqualTo("writer");
    assertThat(lineage.get("upstream").findValuesAsText("id")).containsExactly("v2", "v1", "v0");
    assertThat(lineage.get("downstream").findValuesAsText("id")).containsExactly("v4", "v5");
    assertThat(ask("lineage", file).get("rows").findValuesAsText("id"))
        .containsExactly("v0", "v1", "v2", "v3", "v4", "v5");
    Sonde.Ran unknown = new Sonde(folder).run("observe", "lineage", file, "nothing");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no artifact 'nothing' among 6; nearest: v");
    assertThat(new Sonde(folder).run("observe", "lineage", file, "v").err())
        .contains("6 artifacts fit 'v'");
  }

  @Test
  void a_party_and_an_artifact_may_be_given_by_widening_and_filters_hide_no_caller()
      throws IOException {
    Telemetry telemetry = new Telemetry();
    for (int i = 0; i < 4; i++) {
      long id = 10L * i + 1;
      telemetry.span(span("front", id, id, 0, id, id + 9));
      telemetry.span(span("back", id, id + 1, id, id + 1, id + 5));
      telemetry.event("front", "artifact.produced", id, id, id, Map.of("part", "p" + i));
      telemetry.event("back", "artifact.consumed", id + 1, id, id + 1, Map.of("part", "p" + i));
    }
    Path file = telemetry.write(folder.resolve("widened.jsonl"));
    String[] agent = {"--set", "gen_ai.agent.name=upper(service.name)"};

    assertThat(edges(ask("services", file, "--set", agent[1], "--set", "artifact.id=part")))
        .isEqualTo(Map.of("FRONT>BACK", "4/0"));
    assertThat(edges(ask("services", file, "--where", "service=back")))
        .isEqualTo(Map.of("front>back", "4/0"));
    assertThat(ask("red", file, "--set", agent[1]).get("rows").findValuesAsText("name"))
        .containsExactly("BACK", "FRONT");
    assertThat(
            ask("red", file, "--set", "side=lower(service.name)", "--by", "side")
                .get("rows")
                .findValuesAsText("count"))
        .containsExactly("4", "4");
    assertThat(
            ask("lineage", file, "p2", "--set", "artifact.id=part").at("/consumed/0/by").asText())
        .isEqualTo("back");
  }

  @Test
  void artifacts_that_go_in_a_circle_end() throws IOException {
    Telemetry telemetry = new Telemetry();
    for (int i = 0; i < 3; i++) {
      telemetry.event("p" + i, "artifact.produced", 10, 0, 0, Map.of("artifact.id", "c" + i));
      telemetry.event(
          "p" + i, "artifact.consumed", 5, 0, 0, Map.of("artifact.id", "c" + (i + 1) % 3));
    }
    JsonNode lineage = ask("lineage", telemetry.write(folder.resolve("circle.jsonl")), "c0");
    assertThat(lineage.get("upstream").findValuesAsText("id")).containsExactly("c1", "c2");
    assertThat(lineage.get("downstream").findValuesAsText("id")).containsExactly("c2", "c1");
  }

  @Test
  void rate_errors_and_durations_are_those_of_the_records() throws IOException {
    Random random = new Random(8);
    Telemetry telemetry = new Telemetry();
    Map<String, List<Long>> durations = new TreeMap<>();
    Map<String, Long> errors = new TreeMap<>();
    long last = 0;
    for (long id = 1; id <= 500; id++) {
      String service = "s" + random.nextInt(3);
      long start = random.nextInt(1_000_000_000);
      long took = 1L + random.nextInt(5_000_000);
      boolean failed = random.nextInt(10) == 0;
      last = Math.max(last, start + took);
      telemetry.span(
          new Span(
              service,
              id,
              id,
              0,
              "n",
              id == 1 ? 0 : start,
              start + took,
              failed,
              Map.of(),
              List.of()));
      // What happens inside is no request.
      telemetry.span(span(service, id, 100_000 + id, id, start, start + took));
      durations.computeIfAbsent(service, _ -> new ArrayList<>()).add(id == 1 ? start + took : took);
      errors.merge(service, failed ? 1L : 0L, Long::sum);
    }
    JsonNode result = ask("red", telemetry.write(folder.resolve("red.jsonl")));

    assertThat(result.get("rows")).hasSize(3);
    for (JsonNode row : result.get("rows")) {
      String name = row.get("name").asText();
      long[] sorted = durations.get(name).stream().mapToLong(Long::longValue).sorted().toArray();
      assertThat(row.get("count").asLong()).isEqualTo(sorted.length);
      assertThat(row.get("errors").asLong()).isEqualTo(errors.get(name));
      assertThat(row.get("rate_per_s").asDouble())
          .isCloseTo(sorted.length / (last / 1e9), within(1e-6));
      assertThat(row.get("p50_s").asDouble()).isCloseTo(quantile(sorted, 0.5), within(1e-9));
      assertThat(row.get("p95_s").asDouble()).isCloseTo(quantile(sorted, 0.95), within(1e-9));
      assertThat(row.get("p99_s").asDouble()).isCloseTo(quantile(sorted, 0.99), within(1e-9));
      double summed = 0;
      for (JsonNode rate : row.at("/series/rate_per_s")) {
        summed += rate.asDouble() * result.get("bin_s").asDouble();
      }
      assertThat(summed).isCloseTo(sorted.length, within(1e-6));
    }
  }

  private static double quantile(long[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int low = (int) Math.floor(rank);
    int high = (int) Math.ceil(rank);
    return (sorted[low] + (rank - low) * (sorted[high] - sorted[low])) / 1e9;
  }
}
