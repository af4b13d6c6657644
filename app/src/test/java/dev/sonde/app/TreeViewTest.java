package dev.sonde.app;

import static dev.sonde.app.Telling.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Trees by any keys")
class TreeViewTest {

  private static final Map<String, Object> NOBODY = Map.of();

  @TempDir Path folder;

  private record Step(int parent, String agent, String action, long nanos) {

    List<String> path() {
      return agent == null ? List.of() : action == null ? List.of(agent) : List.of(agent, action);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_span_within_another_of_its_group_does_not_count_again(long seed) {
    Random random = new Random(seed);
    Telling telling = new Telling();
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      Step step =
          new Step(
              random.nextInt(i + 1) - 1,
              random.nextInt(4) == 0 ? null : "a" + random.nextInt(3),
              random.nextInt(4) == 0 ? null : "b" + random.nextInt(3),
              random.nextInt(1_000_000));
      steps.add(step);
      telling.span(
          NOBODY,
          i + 1,
          step.parent() + 1,
          "s",
          i,
          i + step.nanos(),
          said("gen_ai.agent.name", step.agent(), "action.name", step.action()));
    }
    telling.event(NOBODY, 5, "e", said("gen_ai.agent.name", "a0"));
    Map<String, long[]> expected = new TreeMap<>();
    for (Step step : steps) {
      for (int depth = 1; depth <= step.path().size(); depth++) {
        List<String> path = step.path().subList(0, depth);
        long[] group = expected.computeIfAbsent(path.toString(), key -> new long[2]);
        group[0]++;
        group[1] += isWithin(step, path, steps) ? 0 : step.nanos();
      }
    }
    expected.get("[a0]")[0]++;
    Path file = telling.shuffled(random).to(folder.resolve("steps.jsonl"));

    JsonNode answer = tree(file, "--by", "agent,action", "--limit", "1000");
    Map<String, JsonNode> rows = new TreeMap<>();
    answer
        .at("/result/rows")
        .forEach(row -> {
          List<String> path = new ArrayList<>();
          row.get("path").forEach(value -> path.add(value.asText()));
          assertThat(row.get("depth").asInt()).isEqualTo(path.size());
          rows.put(path.toString(), row);
        });
    assertThat(rows.keySet()).as("seed %d", seed).isEqualTo(expected.keySet());
    expected.forEach((path, group) -> {
      assertThat(rows.get(path).get("count").asLong()).as(path).isEqualTo(group[0]);
      assertThat(rows.get(path).get("total_s").asDouble())
          .as("%s, seed %d", path, seed)
          .isCloseTo(group[1] / 1e9, within(1e-12));
    });
    assertThat(answer.at("/result/without").asLong())
        .isEqualTo(steps.stream().filter(step -> step.agent() == null).count());
  }

  private static boolean isWithin(Step step, List<String> path, List<Step> steps) {
    for (int above = step.parent(); above >= 0; above = steps.get(above).parent()) {
      List<String> other = steps.get(above).path();
      if (other.size() >= path.size() && other.subList(0, path.size()).equals(path)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void two_hierarchies_of_the_same_records_say_where_they_conflict() {
    Telling telling = new Telling();
    // Agent A works in two processes, of which the second is B's as well.
    step(telling, 1, "A", 1);
    step(telling, 2, "A", 2);
    step(telling, 3, "B", 2);
    Path file = telling.to(folder.resolve("conflict.jsonl"));

    JsonNode result = tree(file, "--by", "agent,process", "--by", "process,agent").get("result");
    assertThat(result.get("trees")).hasSize(2);
    assertThat(result.get("by")).isEqualTo(result.at("/trees/0/by"));
    assertThat(result.get("rows")).isEqualTo(result.at("/trees/0/rows"));
    assertThat(result.at("/trees/0/splits/0").toString())
        .isEqualTo(
            "{\"key\":\"process.pid\",\"below\":\"gen_ai.agent.name\",\"values\":2,\"shared\":1,\"examples\":{\"2\":[\"A\",\"B\"]}}");
    assertThat(result.at("/trees/1/splits/0/examples").toString())
        .isEqualTo("{\"A\":[\"1\",\"2\"]}");
    assertThat(
            new Sonde(folder)
                .run("observe", "tree", file, "--by", "agent,process", "--by", "process,agent")
                .out())
        .contains("conflict: 1 of 2 values of process.pid lie below several of gen_ai.agent.name")
        .contains("conflict: 1 of 2 values of gen_ai.agent.name lie below several of process.pid");
  }

  private static void step(Telling telling, long id, String agent, long pid) {
    telling.span(
        said("process.pid", pid), id, 0, "step", id, id + 10, said("gen_ai.agent.name", agent));
  }

  @Test
  void a_cut_tree_has_the_groups_with_the_most_time_below_what_they_lie_in() {
    Telling telling = new Telling();
    step(telling, 1, "small", 1);
    telling.span(
        said("process.pid", 2), 2, 0, "long", 0, 1_000, said("gen_ai.agent.name", "large"));
    JsonNode answer =
        tree(telling.to(folder.resolve("cut.jsonl")), "--by", "agent,process", "--limit", "2");
    assertThat(answer.get("shown").asLong()).isEqualTo(2);
    assertThat(answer.get("total").asLong()).isEqualTo(4);
    assertThat(answer.at("/result/rows/0/path").toString()).isEqualTo("[\"large\"]");
    assertThat(answer.at("/result/rows/1/path").toString()).isEqualTo("[\"large\",\"2\"]");
  }

  @Test
  void the_simulation_s_workers_have_the_time_of_their_attempts_below_them() {
    Path file = Sonde.capture("healthy", "otlp.jsonl.gz", folder);
    JsonNode rows =
        tree(file, "--by", "worker,prefix", "--where", "role=attempt", "--limit", "1000")
            .at("/result/rows");
    double below = 0;
    double all = 0;
    for (JsonNode row : rows) {
      double total = row.get("total_s").asDouble(0);
      below += row.get("depth").asInt() == 2 ? total : 0;
      all += row.get("depth").asInt() == 1 ? total : 0;
    }
    assertThat(below).isCloseTo(all, within(1e-6)).isPositive();
  }

  private JsonNode tree(Path file, String... options) {
    List<Object> words = new ArrayList<>(List.of("tree", file));
    words.addAll(List.of(options));
    return new Sonde(folder).observe(words.toArray());
  }
}
