package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pool of actions that know their host and pid, and a database that knows what ran under them when. */
@DisplayName("Records are widened")
class WideningTest {

  private static final long START = 1_790_000_000_000_000_000L;
  private static final long SECOND = 1_000_000_000L;

  @TempDir static Path folder;

  private static Path pool;
  private static Path database;

  private final Sonde sonde = new Sonde(folder);

  /**
   * Pid 7 of host a lived from 0 to 10 s and from 20 to 30 s, pid 7 of host b from 5 to 25 s, pid 8 of
   * host a from 0 to 30 s.
   */
  @BeforeAll
  static void write() throws IOException {
    List<String> lives = new ArrayList<>();
    lives.add(span(1, 0, 10, Map.of("pid", "7", "host", "a", "block", "A0", "site", "cern")));
    lives.add(span(2, 20, 30, Map.of("pid", "7", "host", "a", "block", "A1", "site", "cern")));
    lives.add(span(3, 5, 25, Map.of("pid", "7", "host", "b", "block", "B0", "site", "cern")));
    lives.add(span(4, 0, 30, Map.of("pid", "8", "host", "a", "block", "A8", "site", "fnal")));
    database = Files.write(folder.resolve("database.jsonl"), lives);
    List<String> actions = new ArrayList<>();
    for (int second = 0; second < 32; second++) {
      double at = second + 0.5;
      actions.add(event(at, Map.of("process.pid", "7", "host.name", "a", "n", "" + second)));
      actions.add(
          event(
              at,
              Map.of("process.pid", "007", "host.name", "b", "n", "" + second, "site", "cern")));
    }
    for (int i = 0; i < 3; i++) {
      actions.add(event(i, Map.of("process.pid", "8", "host.name", "a", "site", "here")));
    }
    actions.add(event(1, Map.of("process.pid", "99", "host.name", "c")));
    actions.add(event(2, Map.of("process.pid", "99", "host.name", "c")));
    actions.add(event(3, Map.of("n", "1")));
    pool = Files.write(folder.resolve("pool.jsonl"), actions);
  }

  private static String attributes(Map<String, String> attributes) {
    return new TreeMap<>(attributes)
        .entrySet().stream()
            .map(each ->
                "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}"
                    .formatted(each.getKey(), each.getValue()))
            .reduce((a, b) -> a + "," + b)
            .orElse("");
  }

  private static String event(double at, Map<String, String> attributes) {
    return """
    {"resourceLogs":[{"resource":{"attributes":[%s]},"scopeLogs":[{"logRecords":[{"timeUnixNano":"%d",\
    "eventName":"action","body":{"stringValue":"did"},"attributes":[%s]}]}]}]}\
    """
        .formatted(
            attributes(Map.of("service.name", "pool")),
            START + (long) (at * SECOND),
            attributes(attributes));
  }

  private static String span(int id, double from, double to, Map<String, String> attributes) {
    return """
    {"resourceSpans":[{"resource":{"attributes":[%s]},"scopeSpans":[{"spans":[{"traceId":"%032x",\
    "spanId":"%016x","name":"process","startTimeUnixNano":"%d","endTimeUnixNano":"%d","attributes":[%s]}]}]}]}\
    """
        .formatted(
            attributes(Map.of("service.name", "database")),
            id,
            id,
            START + (long) (from * SECOND),
            START + (long) (to * SECOND),
            attributes(attributes));
  }

  private JsonNode fields(Object... options) {
    List<Object> words = new ArrayList<>(List.of("fields", pool));
    Collections.addAll(words, options);
    return sonde.observe(words.toArray());
  }

  /** How many records have a key, with which values. */
  private static String field(JsonNode answer, String key) {
    for (JsonNode row : answer.at("/result/rows")) {
      if (row.get("key").asText().equals(key)) {
        Set<String> examples = new TreeSet<>();
        row.get("examples").forEach(each -> examples.add(each.asText()));
        return row.get("records").asLong() + " " + examples;
      }
    }
    return "none";
  }

  private static JsonNode widened(JsonNode answer) {
    return answer.at("/scope/widened/0");
  }

  private static String figures(JsonNode widened) {
    return "records %s lacking %s matched %s missed %s outside %s fan_out %s"
        .formatted(
            widened.get("records"),
            widened.get("lacking"),
            widened.get("matched"),
            widened.get("missed"),
            widened.get("outside"),
            widened.get("fan_out"));
  }

  @Test
  void within_the_lifetime_of_a_process_a_pid_that_was_used_again_is_another() {
    JsonNode answer =
        fields("--join", database, "--on", "process.pid=pid,host.name=host", "--within", "block");
    // Pid 7 of a: seconds 0 to 9 and 20 to 29; of b: 5 to 24.
    assertThat(figures(widened(answer)))
        .isEqualTo("records 69 lacking 1 matched 43 missed 26 outside 24 fan_out 0");
    assertThat(widened(answer).get("misses").toString()).isEqualTo("[\"7, a\",\"7, b\",\"99, c\"]");
    assertThat(widened(answer).get("conflicts").toString())
        .isEqualTo("[{\"key\":\"site\",\"records\":3,\"own\":\"here\",\"other\":\"fnal\"}]");
    assertThat(widened(answer).get("ambiguous")).isEmpty();
    assertThat(field(answer, "block")).isEqualTo("43 [A0, A1, B0]");
    assertThat(field(answer, "site")).isEqualTo("55 [cern, here]");
  }

  @Test
  void on_too_few_keys_several_lives_are_found_and_what_they_agree_on_is_given() {
    JsonNode answer =
        fields("--join", database, "--on", "process.pid=pid", "--within", "block,host");
    // Two lives from 5 to 10 s and from 20 to 25 s, for the actions of both hosts.
    assertThat(figures(widened(answer)))
        .isEqualTo("records 69 lacking 1 matched 63 missed 6 outside 4 fan_out 20");
    assertThat(widened(answer).get("ambiguous").toString())
        .isEqualTo("[{\"key\":\"block\",\"records\":20},{\"key\":\"host\",\"records\":20}]");
    assertThat(field(answer, "block")).startsWith("43 ");
    assertThat(field(answer, "site")).isEqualTo("65 [cern, here]");
  }

  @Test
  void without_lifetimes_a_value_that_is_not_the_only_one_is_not_given() {
    JsonNode answer = fields("--join", database, "--on", "process.pid=pid");
    assertThat(figures(widened(answer)))
        .isEqualTo("records 69 lacking 1 matched 67 missed 2 outside null fan_out 64");
    assertThat(widened(answer).get("misses").toString()).isEqualTo("[\"99\"]");
    assertThat(field(answer, "block")).isEqualTo("3 [A8]");
    assertThat(field(answer, "site")).isEqualTo("67 [cern, here]");
  }

  @Test
  void the_text_says_what_was_missed() {
    String text =
        sonde
            .run(
                "observe",
                "events",
                pool,
                "--join",
                database,
                "--on",
                "process.pid=pid,host.name=host",
                "--within",
                "block",
                "--limit",
                "1")
            .out();
    assertThat(text.replace("\n", " "))
        .contains("43 of 69 records matched, 26 missed (24 outside of every lifetime; e.g. 7, a;")
        .contains("conflicts kept their own site (3)");
    assertThat(text).contains("--within block");
  }

  @Test
  void joined_keys_narrow_and_group_as_others_do() {
    Object[] join = {
      "--join", database, "--on", "process.pid=pid,host.name=host", "--within", "block"
    };
    List<JsonNode> events =
        events(pool, join[0], join[1], join[2], join[3], join[4], join[5], "--where", "block=B0");
    assertThat(events).hasSize(20);
    assertThat(events.getFirst().at("/attributes/block").asText()).isEqualTo("B0");
    assertThat(events.getFirst().at("/attributes/n").asText()).isEqualTo("5");
  }

  /** The records of a stream. */
  private List<JsonNode> events(Path source, Object... options) {
    List<Object> words = new ArrayList<>(List.of("observe", "events", source, "--json"));
    Collections.addAll(words, options);
    Sonde.Ran ran = sonde.run(words.toArray());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return ran.out()
        .lines()
        .filter(line -> line.startsWith("{\"kind\""))
        .map(line -> new Sonde.Ran(0, line, "").json())
        .toList();
  }

  @Test
  void a_step_may_look_at_what_another_gives_whatever_the_order() {
    JsonNode answer =
        fields(
            "--set", "label=concat(block, '/', short)",
            "--join", database,
            "--on", "process.pid=pid,h=host",
            "--within", "block",
            "--set", "h=lower(host.name)",
            "--set", "short=upper(h)");
    assertThat(field(answer, "label")).isEqualTo("70 [/A, /B, B0/B]");
    Sonde.Ran circle = sonde.run("observe", "events", pool, "--set", "a=b", "--set", "b=a");
    assertThat(circle.exit()).isEqualTo(2);
    assertThat(circle.err()).contains("these need each other").contains("set a=b; set b=a");
  }

  @Test
  void an_implication_fills_in_what_others_with_the_same_value_have() {
    JsonNode answer = fields("--imply", "host.name=>flag", "--set", "flag=if(n = 3, host.name)");
    assertThat(answer.at("/scope/widened/1").get("by").asText()).isEqualTo("imply host.name=>flag");
    assertThat(answer.at("/scope/widened/1").get("matched").asLong()).isEqualTo(65);
    assertThat(answer.at("/scope/widened/1").get("misses").toString()).isEqualTo("[\"'c'\"]");
    assertThat(field(answer, "flag")).isEqualTo("67 [a, b]");
  }

  @Test
  void an_implication_that_does_not_hold_names_both_values() {
    Sonde.Ran ran = sonde.run("observe", "events", pool, "--imply", "service.name=>site");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .contains("site is both 'cern' and 'here' where service.name is 'pool'")
        .contains("--imply 'service.name,KEY=>site'");
  }

  @Test
  void a_word_that_is_no_key_is_a_text_and_the_answer_says_so() {
    JsonNode answer = fields("--set", "where=cern", "--set", "copy=site");
    assertThat(field(answer, "where")).isEqualTo("70 [cern]");
    assertThat(field(answer, "copy")).isEqualTo("35 [cern, here]");
    assertThat(widened(answer).get("remarks").toString())
        .contains("no record has a key cern, so it is taken for the text 'cern'");
    assertThat(answer.at("/scope/widened/1/remarks")).isEmpty();
  }

  @Test
  void a_record_keeps_what_it_has_where_an_expression_has_no_value() {
    JsonNode answer = fields("--set", "site=if(n = 3, 'three')");
    assertThat(field(answer, "site")).isEqualTo("36 [cern, here, three]");
  }

  @Test
  void columns_are_replaced_where_they_are_only_names() {
    Object[] set = {"--set", "worker.id=host||':'||pid", "--set", "name=upper(name)"};
    Sonde.Ran ran =
        sonde.run(
            "observe",
            "spans",
            database,
            set[0],
            set[1],
            set[2],
            set[3],
            "--worker",
            "a:7",
            "--csv");
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out().lines().skip(1)).hasSize(2).allMatch(line -> line.contains("PROCESS,"));
    Sonde.Ran unknown =
        sonde.run("observe", "spans", database, set[0], set[1], set[2], set[3], "--worker", "a:9");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("no worker 'a:9' among 3");
  }

  @Test
  void what_was_derived_at_reading_cannot_be_set() {
    for (String key : List.of("task.key", "run.id", "duration_s", "trace_id", "status", "run")) {
      Sonde.Ran ran = sonde.run("observe", "events", pool, "--set", key + "='x'");
      assertThat(ran.exit()).as(key).isEqualTo(2);
      assertThat(ran.err()).contains("is fixed when a source is read");
    }
  }

  @Test
  void values_are_compared_by_their_type() {
    assertThat(total("--where", "process.pid=7")).isEqualTo(64);
    assertThat(total("--where", "process.pid=7", "--type", "process.pid=text")).isEqualTo(32);
    assertThat(total("--where", "process.pid=007", "--type", "process.pid=text")).isEqualTo(32);
    assertThat(total("--where", "process.pid!=7", "--type", "process.pid=number")).isEqualTo(6);
    assertThat(total("--where", "n>=30", "--type", "n=number")).isEqualTo(4);
    Sonde.Ran ran = sonde.run("observe", "events", pool, "--where", "n=many", "--type", "n=number");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("n is compared as number, and 'many' is none");
    assertThat(
            figures(
                widened(
                    fields(
                        "--join",
                        database,
                        "--on",
                        "process.pid=pid",
                        "--type",
                        "process.pid=text"))))
        .isEqualTo("records 69 lacking 1 matched 35 missed 34 outside null fan_out 32");
  }

  private long total(Object... options) {
    return events(pool, options).size();
  }

  @Test
  void wrong_usage_says_what_to_write() {
    Map<String, List<Object>> wrong =
        Map.of(
            "on which keys?", List.of("--join", database),
            "there is none", List.of("--on", "a"),
            "write KEY=EXPRESSION", List.of("--set", "a"),
            "write A=>B", List.of("--imply", "a=b"),
            "'a b' is no key", List.of("--imply", "a b=>c"),
            "stands on both sides", List.of("--imply", "a,b=>a"),
            "is set twice", List.of("--set", "a=1", "--set", "a=2"),
            "nat is no type of values", List.of("--type", "a=nat"),
            "'(' is no regular expression", List.of("--set", "a=sub(n, '(', '')"),
            "No such file", List.of("--join", "nowhere.jsonl", "--on", "a"));
    wrong.forEach((message, options) -> {
      List<Object> words = new ArrayList<>(List.of("observe", "events", pool));
      words.addAll(options);
      Sonde.Ran ran = sonde.run(words.toArray());
      assertThat(ran.exit()).as(message).isIn(2, 3);
      assertThat(ran.err()).contains(message);
      assertThat(ran.err().lines().count()).isLessThanOrEqualTo(3);
    });
  }

  private record Life(String pid, String host, int from, int to, String block) {}

  private record Action(String pid, String host, double at) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void figures_are_those_of_counting_pair_by_pair(long seed) throws IOException {
    compare(seed);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5, 6, 7, 8})
  void and_of_more_runs(long seed) throws IOException {
    compare(seed);
  }

  private void compare(long seed) throws IOException {
    Random random = new Random(seed);
    List<Life> lives = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      int from = random.nextInt(90);
      Life life =
          new Life(
              "" + random.nextInt(6),
              "h" + random.nextInt(3),
              from,
              from + random.nextInt(30),
              "b" + random.nextInt(15));
      lives.add(life);
      lines.add(
          span(
              i + 1,
              life.from,
              life.to,
              Map.of(
                  "process.pid",
                  life.pid,
                  "host.name",
                  life.host,
                  "block",
                  life.block,
                  "life",
                  "" + i)));
    }
    Collections.shuffle(lines, random);
    Path other = Files.write(folder.resolve("lives" + seed + ".jsonl"), lines);
    List<Action> actions = new ArrayList<>();
    lines.clear();
    for (int i = 0; i < 300; i++) {
      Action action =
          new Action("" + random.nextInt(8), "h" + random.nextInt(4), random.nextInt(1200) / 10.0);
      actions.add(action);
      lines.add(
          event(
              action.at, Map.of("process.pid", action.pid, "host.name", action.host, "i", "" + i)));
    }
    Path own = Files.write(folder.resolve("actions" + seed + ".jsonl"), lines);
    long matched = 0;
    long outside = 0;
    long several = 0;
    Map<String, Long> blocks = new TreeMap<>();
    for (Action action : actions) {
      List<Life> same =
          lives.stream()
              .filter(l -> l.pid.equals(action.pid) && l.host.equals(action.host))
              .toList();
      List<Life> then =
          same.stream().filter(l -> l.from <= action.at && action.at <= l.to).toList();
      matched += then.isEmpty() ? 0 : 1;
      outside += then.isEmpty() && !same.isEmpty() ? 1 : 0;
      several += then.size() > 1 ? 1 : 0;
      Set<String> agreed = new HashSet<>(then.stream().map(Life::block).toList());
      if (agreed.size() == 1) {
        blocks.merge(agreed.iterator().next(), 1L, Long::sum);
      }
    }
    Object[] join = {"--join", other, "--on", "process.pid,host.name", "--within", "life"};
    JsonNode answer =
        sonde.observe("fields", own, join[0], join[1], join[2], join[3], join[4], join[5]);
    assertThat(figures(widened(answer)))
        .as("seed %d", seed)
        .isEqualTo(
            "records 300 lacking 0 matched %d missed %d outside %d fan_out %d"
                .formatted(matched, 300 - matched, outside, several));
    Map<String, Long> given = new TreeMap<>();
    for (JsonNode event : events(own, join)) {
      if (event.get("attributes").has("block")) {
        given.merge(event.at("/attributes/block").asText(), 1L, Long::sum);
      }
    }
    assertThat(given).as("seed %d", seed).isEqualTo(blocks);
  }
}
