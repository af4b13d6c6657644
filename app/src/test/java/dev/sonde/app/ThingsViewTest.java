package dev.sonde.app;

import static dev.sonde.app.Telling.START;
import static dev.sonde.app.Telling.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.app.ThingsTruth.Life;
import dev.sonde.app.ThingsTruth.Mark;
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

@DisplayName("Things: how many at once, and how long each was there")
class ThingsViewTest {

  private static final Map<String, Object> NOBODY = Map.of();

  @TempDir Path folder;

  private static final String[] PAIRED = {
    "--by", "action.id", "--begin", "state=begun", "--end", "state=done", "--end", "state=failed"
  };

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void begins_and_ends_in_any_order_are_paired_by_what_they_say(long seed) {
    Random random = new Random(seed);
    Telling telling = new Telling();
    Map<String, List<Mark>> marks = new TreeMap<>();
    for (int i = 0; i < 150; i++) {
      String id = "a" + i;
      int kind = random.nextInt(10);
      long from = random.nextInt(10_000);
      List<Mark> told = new ArrayList<>();
      if (kind != 0) {
        told.add(new Mark(from, false));
      }
      if (kind != 1) {
        told.add(new Mark(from + random.nextInt(2_000), true));
      }
      if (kind == 2) {
        told.set(1, new Mark(Math.max(0, from - 3), true));
      }
      for (int more = 0; kind == 3 && more < 6; more++) {
        told.add(new Mark(random.nextInt(10_000), random.nextBoolean()));
      }
      marks.put(id, told);
      for (Mark mark : told) {
        String state = mark.ends() ? random.nextBoolean() ? "done" : "failed" : "begun";
        telling.event(NOBODY, mark.at(), "action", said("action.id", id, "state", state));
        telling.event(NOBODY, mark.at() + 1, "noise", said("action.id", id, "state", "doing"));
      }
    }
    // Told by a span as well, whose beginning and end are those of the thing.
    telling.span(NOBODY, 1, 0, "run", 0, 20_000, said());
    Path file = telling.shuffled(random).to(folder.resolve("actions.jsonl"));

    Map<String, List<Life>> lives = new TreeMap<>();
    long unpaired = 0;
    for (Map.Entry<String, List<Mark>> each : marks.entrySet()) {
      List<Life> found = new ArrayList<>();
      unpaired += ThingsTruth.lives(each.getValue(), found);
      if (!found.isEmpty()) {
        lives.put(each.getKey(), found);
      }
    }
    JsonNode answer = things(file, List.of(PAIRED), "--limit", "1000");
    ThingsTruth.assertThings(answer.get("result"), lives, "seed " + seed);
    assertThat(answer.at("/result/unpaired").asLong()).as("seed %d", seed).isEqualTo(unpaired);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void without_conditions_a_thing_is_there_from_its_first_record_to_its_last(long seed) {
    Random random = new Random(seed);
    Telling telling = new Telling();
    Map<String, List<Life>> lives = new TreeMap<>();
    for (int i = 1; i <= 300; i++) {
      String agent = "agent-" + random.nextInt(20);
      long pid = random.nextInt(3);
      long start = random.nextInt(100_000);
      long end = random.nextInt(40) == 0 ? -1 : start + random.nextInt(5_000);
      telling.span(
          said("process.pid", pid), i, 0, "step", start, end, said("gen_ai.agent.name", agent));
      lives
          .computeIfAbsent(agent + ", " + pid, key -> new ArrayList<>())
          .add(new Life(start, end, false));
    }
    lives.replaceAll((id, all) -> {
      long from = all.stream().mapToLong(Life::from).min().orElseThrow();
      boolean open = all.stream().anyMatch(life -> life.to() < 0);
      return List.of(
          new Life(from, open ? -1 : all.stream().mapToLong(Life::to).max().orElseThrow(), false));
    });
    Path file = telling.shuffled(random).to(folder.resolve("agents.jsonl"));

    JsonNode answer = things(file, List.of("--by", "agent", "--by", "process"), "--limit", "1000");
    assertThat(answer.at("/result/by").toString())
        .isEqualTo("[\"gen_ai.agent.name\",\"process.pid\"]");
    ThingsTruth.assertThings(answer.get("result"), lives, "seed " + seed);
  }

  @Test
  void a_window_has_the_things_that_were_there_in_it_with_their_own_beginnings() {
    Telling telling = new Telling().span(NOBODY, 1, 0, "run", 0, 10_000_000_000L, said());
    life(telling, "before", 0, 1);
    life(telling, "across", 1, 5);
    life(telling, "within", 5, 6);
    life(telling, "after", 8, 9);
    Path file = telling.to(folder.resolve("window.jsonl"));

    JsonNode result =
        things(
                file,
                List.of("--by", "action.id", "--begin", "state=begun", "--end", "state=done"),
                "--start",
                "4s",
                "--duration",
                "3s")
            .get("result");
    assertThat(result.get("rows").findValuesAsText("id")).containsExactly("across", "within");
    assertThat(result.at("/rows/0/duration_s").asDouble()).isEqualTo(4.0);
    assertThat(result.at("/at_once/0/at_ns").asLong()).isEqualTo(START + 4_000_000_000L);
    assertThat(result.at("/at_once/0/count").asLong()).isEqualTo(1);
    assertThat(result.get("unpaired").asLong()).isZero();
    // Of those that began in it.
    assertThat(result.at("/durations/p50_s").asDouble()).isEqualTo(1.0);
  }

  private static void life(Telling telling, String id, long from, long to) {
    telling.event(NOBODY, from * 1_000_000_000L, "a", said("action.id", id, "state", "begun"));
    telling.event(NOBODY, to * 1_000_000_000L, "a", said("action.id", id, "state", "done"));
  }

  @Test
  void conditions_joined_have_to_be_met_together() {
    Telling telling = new Telling();
    telling.event(NOBODY, 0, "begin", said("id", "x", "state", "other"));
    telling.event(NOBODY, 5, "begin", said("id", "x", "state", "right"));
    telling.event(NOBODY, 9, "end", said("id", "x"));
    Path file = telling.to(folder.resolve("joined.jsonl"));
    JsonNode row =
        things(
                file,
                List.of("--by", "id", "--begin", "name=begin && state=right", "--end", "name=end"))
            .at("/result/rows/0");
    assertThat(row.get("first_ns").asLong() - START).isEqualTo(5);
    assertThat(row.get("records").asLong()).isEqualTo(3);
  }

  @Test
  void of_its_attributes_those_are_named_on_which_its_records_agree() {
    Telling telling = new Telling();
    Map<String, Object> one = said("service.name", "s", "host.name", "h", "process.pid", 7);
    Map<String, Object> two = said("service.name", "s", "host.name", "h", "process.pid", 8);
    telling.event(one, 0, "e", said("id", "x", "same", 3, "some", "only here", "other", "a"));
    telling.event(two, 5, "e", said("id", "x", "same", 3, "other", "b"));
    Path file = telling.to(folder.resolve("agreed.jsonl"));
    JsonNode attributes = things(file, List.of("--by", "id")).at("/result/rows/0/attributes");
    assertThat(attributes.toString())
        .isEqualTo(
            "{\"host.name\":\"h\",\"name\":\"e\",\"same\":3,\"service.name\":\"s\",\"some\":\"only here\"}");
  }

  @Test
  void more_steps_than_an_answer_holds_keep_the_peak_and_the_last_of_each_part() {
    Random random = new Random(5);
    Telling telling = new Telling();
    for (int i = 0; i < 3_000; i++) {
      long from = random.nextInt(1_000_000);
      telling.span(NOBODY, i + 1, 0, "s", from, from + random.nextInt(20_000), said("id", "t" + i));
    }
    Path file = telling.to(folder.resolve("many.jsonl"));
    JsonNode result = things(file, List.of("--by", "id")).get("result");
    assertThat(result.get("steps").asLong()).isGreaterThan(4_000);
    assertThat(result.get("at_once").size()).isBetween(1_000, 2_000);
    long most = 0;
    long before = 0;
    for (JsonNode step : result.get("at_once")) {
      assertThat(step.get("at_ns").asLong()).isGreaterThan(before);
      before = step.get("at_ns").asLong();
      most = Math.max(most, step.get("count").asLong());
    }
    assertThat(most).isEqualTo(result.get("peak").asLong());
    assertThat(result.at("/at_once").get(result.get("at_once").size() - 1).get("count").asLong())
        .isZero();
  }

  @Test
  void workers_of_the_simulation_are_the_eight_that_there_were() {
    JsonNode answer =
        things(Sonde.capture("failures", "spans.json.gz", folder), List.of("--by", "worker"));
    assertThat(answer.at("/result/things").asLong()).isEqualTo(8);
    assertThat(answer.at("/result/peak").asLong()).isEqualTo(8);
  }

  @Test
  void a_key_that_nothing_has_is_said_with_the_nearest() {
    Path file = Sonde.capture("failures", "spans.json.gz", folder);
    Sonde.Ran ran = new Sonde(folder).run("observe", "things", file, "--by", "wroker.id");
    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("No record here has wroker.id; nearest: worker.id");
    assertThat(things(file, List.of("--by", "wroker.id")).get("total").asLong()).isZero();
  }

  @Test
  void what_is_no_condition_is_a_mistake_that_names_the_option() {
    Path file = Sonde.capture("failures", "spans.json.gz", folder);
    Sonde.Ran ran = new Sonde(folder).run("observe", "things", file, "--begin", "name");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--begin 'name': write KEY=VALUE");
    ran = new Sonde(folder).run("observe", "things", file, "--end", "name~(");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--end 'name~('");
  }

  private JsonNode things(Path file, List<String> options, String... more) {
    List<Object> words = new ArrayList<>(List.of("things", file));
    words.addAll(options);
    words.addAll(List.of(more));
    return new Sonde(folder).observe(words.toArray());
  }
}
