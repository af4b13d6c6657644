package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.repeats.Repeat;
import dev.sonde.testkit.repeats.Shape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Is it worse than before")
class CompareTest {

  @TempDir Path folder;

  private Sonde sonde() {
    return new Sonde(folder);
  }

  private Path file(String name, Shape shape, long seed) {
    return Repeat.of(name, shape, seed).write(folder.resolve(name + ".jsonl"));
  }

  private List<Path> files(String name, int count, Shape shape, long seed) {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      files.add(file(name + "-" + i, shape, seed + i));
    }
    return files;
  }

  /** Several runs in one file. */
  private Path pool(String name, Repeat... runs) throws IOException {
    Path file = folder.resolve(name + ".jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (Repeat run : runs) {
        run.write(out);
      }
    }
    return file;
  }

  private Sonde.Ran compare(List<Path> before, List<Path> after, String... more) {
    Object[] words =
        Stream.of(
                Stream.of("compare", "--before"),
                before.stream(),
                Stream.of("--after"),
                after.stream(),
                Arrays.stream(more))
            .flatMap(each -> each)
            .toArray();
    return sonde().run(words);
  }

  private JsonNode result(List<Path> before, List<Path> after) {
    return compare(before, after, "--json").json().get("result");
  }

  private static List<String> significant(JsonNode result) {
    return StreamSupport.stream(result.get("groups").spliterator(), false)
        .filter(group -> group.get("significant").asBoolean())
        .map(group -> group.get("prefix").asText())
        .toList();
  }

  private static JsonNode group(JsonNode result, String prefix) {
    return StreamSupport.stream(result.get("groups").spliterator(), false)
        .filter(group -> group.get("prefix").asText().equals(prefix))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pairs_that_differ_by_noise_alone_are_unchanged() {
    for (int seed = 0; seed < 6; seed++) {
      JsonNode result =
          result(
              List.of(file("a" + seed, Shape.usual(), 2L * seed)),
              List.of(file("b" + seed, Shape.usual(), 2L * seed + 1)));
      assertThat(result.get("verdict").asText()).as("seed " + seed).isEqualTo("unchanged");
      assertThat(significant(result)).isEmpty();
    }
  }

  @Test
  void ten_percent_are_found_by_five_repeats_and_their_figures_are_those_of_the_runs() {
    List<Path> before = files("before", 5, Shape.quiet(), 100);
    List<Path> after = files("after", 5, Shape.quiet().slower(2, 1.1), 200);

    JsonNode result = result(before, after);

    assertThat(result.get("verdict").asText()).isEqualTo("regressed");
    assertThat(significant(result)).containsExactly("kind-c");
    JsonNode group = group(result, "kind-c");
    double from = middle(100, Shape.quiet(), "kind-c");
    double to = middle(200, Shape.quiet().slower(2, 1.1), "kind-c");
    assertThat(group.get("before_s").asDouble()).isCloseTo(from, within(1e-9));
    assertThat(group.get("after_s").asDouble()).isCloseTo(to, within(1e-9));
    assertThat(group.get("change").asDouble()).isCloseTo(to / from - 1, within(1e-9));
    assertThat(result.at("/runs/before")).hasSize(5);
    assertThat(result.at("/runs/after")).hasSize(5);
  }

  /** Of five runs' medians the middle, in seconds. */
  private static double middle(long seed, Shape shape, String prefix) {
    double[] medians = new double[5];
    for (int i = 0; i < 5; i++) {
      long[] nanos = Repeat.of("x", shape, seed + i).nanos(prefix);
      medians[i] = (nanos[(nanos.length - 1) / 2] + nanos[nanos.length / 2]) / 2e9;
    }
    Arrays.sort(medians);
    return medians[2];
  }

  @Test
  void thirty_percent_are_found_by_one_run_a_side() {
    JsonNode result =
        result(
            List.of(file("before", Shape.quiet(), 7)),
            List.of(file("after", Shape.quiet().slower(3, 1.35), 8)));
    assertThat(result.get("verdict").asText()).isEqualTo("regressed");
    assertThat(significant(result)).containsExactly("kind-d");

    JsonNode back =
        result(List.of(folder.resolve("after.jsonl")), List.of(folder.resolve("before.jsonl")));
    assertThat(back.get("verdict").asText()).isEqualTo("improved");
    assertThat(significant(back)).containsExactly("kind-d");
  }

  @Test
  void a_larger_input_is_one_and_no_slowdown() {
    JsonNode result =
        result(
            List.of(file("before", Shape.usual(), 7)),
            List.of(file("after", Shape.usual().larger(1, 2), 8)));
    assertThat(result.get("verdict").asText()).isEqualTo("unchanged");
    assertThat(result.get("reason").asText())
        .contains("input size changed")
        .contains("kind-b has 80 tasks, before 40");
    assertThat(result.at("/input/0/prefix").asText()).isEqualTo("kind-b");
    assertThat(result.at("/input/0/before").asLong()).isEqualTo(40);
    assertThat(result.at("/input/0/after").asLong()).isEqualTo(80);
    assertThat(result.get("input")).hasSize(1);
    assertThat(result.at("/wall/compared").asBoolean()).isFalse();
    assertThat(significant(result)).isEmpty();
  }

  @Test
  void a_warm_cache_is_one_and_no_improvement() {
    List<Path> cold = List.of(file("cold", Shape.usual(), 7));
    List<Path> warm = List.of(file("warm", Shape.usual().cached(0.7), 8));
    List<Path> allWarm = List.of(file("all-warm", Shape.usual().cached(1), 9));
    for (List<Path> after : List.of(warm, allWarm)) {
      JsonNode result = result(cold, after);
      assertThat(result.get("verdict").asText()).isEqualTo("unchanged");
      assertThat(result.get("reason").asText()).contains("The cache was warm");
      assertThat(result.at("/cache/changed").asBoolean()).isTrue();
      assertThat(result.at("/cache/before_hits").asLong()).isZero();
      assertThat(result.at("/cache/after_hits").asLong()).isPositive();
      assertThat(result.at("/wall/compared").asBoolean()).isFalse();
      assertThat(significant(result)).isEmpty();
      assertThat(result.get("disappeared")).isEmpty();
    }
    assertThat(result(warm, cold).get("verdict").asText()).isEqualTo("unchanged");
    assertThat(result(warm, cold).get("reason").asText()).contains("The cache was colder");
  }

  @Test
  void new_failures_are_worse_and_named() {
    JsonNode result =
        result(
            List.of(file("before", Shape.usual(), 7)),
            List.of(file("after", Shape.usual().failing(2), 8)));
    assertThat(result.get("verdict").asText()).isEqualTo("regressed");
    assertThat(result.at("/failures/before").asLong()).isZero();
    assertThat(result.at("/failures/after").asLong()).isEqualTo(2);
    assertThat(result.at("/failures/new_in/0").asText()).isEqualTo("kind-a");
    assertThat(result.get("reason").asText()).contains("2 of 200 failed, before 0 of 200");
  }

  @Test
  void kinds_that_came_or_went_are_named() {
    JsonNode result =
        result(
            List.of(file("before", Shape.usual().kinds(5, 40), 7)),
            List.of(file("after", Shape.usual().kinds(4, 40), 8)));
    assertThat(result.get("disappeared")).extracting(JsonNode::asText).containsExactly("kind-e");
    assertThat(result.get("appeared")).isEmpty();
  }

  @Test
  void runs_of_one_source_are_compared_by_their_ids_and_by_default_the_last_two()
      throws IOException {
    Shape slow = Shape.quiet().slower(0, 1.5);
    Path pool =
        pool(
            "pool",
            Repeat.of("monday", Shape.quiet(), 1),
            Repeat.of("tuesday", Shape.quiet(), 2),
            Repeat.of("wednesday", slow, 3));

    JsonNode last = sonde().observe("compare", pool).get("result");
    assertThat(last.at("/runs/before/0").asText()).isEqualTo("tuesday");
    assertThat(last.at("/runs/after/0").asText()).isEqualTo("wednesday");
    assertThat(last.get("verdict").asText()).isEqualTo("regressed");
    assertThat(significant(last)).containsExactly("kind-a");

    JsonNode two =
        sonde().observe("compare", pool, "--before", "monday", "--after", "tuesday").get("result");
    assertThat(two.get("verdict").asText()).isEqualTo("unchanged");

    JsonNode commas =
        sonde()
            .run("compare", pool, "--before", "monday", "tuesday", "--after", "wednesday", "--json")
            .json();
    assertThat(commas.at("/result/runs/before")).hasSize(2);
    assertThat(commas.at("/next/0").asText()).contains("--run wednesday");
    assertThat(commas.get("result"))
        .isEqualTo(
            sonde()
                .observe("compare", pool, "--before", "monday,tuesday", "--after", "wednesday")
                .get("result"));
  }

  @Test
  void a_folder_of_runs_is_so_many_repeats() throws IOException {
    Path before = Files.createDirectories(folder.resolve("before"));
    Path after = Files.createDirectories(folder.resolve("after"));
    for (int i = 0; i < 5; i++) {
      Repeat.of("b" + i, Shape.quiet(), 300 + i).write(before.resolve(i + ".jsonl"));
      Repeat.of("a" + i, Shape.quiet().slower(1, 1.1), 400 + i).write(after.resolve(i + ".jsonl"));
    }
    JsonNode result = result(List.of(before), List.of(after));
    assertThat(result.at("/runs/before")).hasSize(5);
    assertThat(significant(result)).containsExactly("kind-b");
  }

  @Test
  void the_exit_code_tells_a_pipeline_what_it_asked_for() throws IOException {
    List<Path> fine = List.of(file("fine", Shape.quiet(), 7));
    List<Path> slow = List.of(file("slow", Shape.quiet().slower(1, 1.5), 8));
    Path other = folder.resolve("other.jsonl");
    Files.writeString(
        other,
        Files.readString(fine.getFirst()).replace("kind-", "sort-").replace("\"fine\"", "\"o\""));
    assertThat(compare(fine, slow).exit()).isZero();
    assertThat(compare(fine, slow, "--fail-on", "regression").exit()).isEqualTo(1);
    assertThat(compare(slow, fine, "--fail-on", "regression").exit()).isZero();
    assertThat(compare(fine, fine, "--fail-on", "regression").exit()).isZero();
    Sonde.Ran apart = compare(fine, List.of(other), "--fail-on", "regression");
    assertThat(apart.exit()).isEqualTo(1);
    assertThat(apart.out()).contains("Incomparable").contains("no kind of task or span in common");
    assertThat(compare(fine, List.of(other)).exit()).isZero();
    assertThat(compare(fine, slow, "--fail-on", "anything").exit()).isEqualTo(2);
    assertThat(sonde().run("compare", "--before", fine.getFirst()).exit()).isEqualTo(2);
    assertThat(compare(fine, List.of(folder.resolve("none.jsonl"))).exit()).isEqualTo(3);
    assertThat(sonde().run("compare", fine.getFirst(), "--before", "no-such-run").exit())
        .isEqualTo(2);
  }

  @Test
  void what_is_not_all_there_is_incomparable() throws IOException {
    List<Path> fine = List.of(file("fine", Shape.quiet(), 7));
    String text = Files.readString(fine.getFirst());
    Path cut = folder.resolve("cut.jsonl");
    Files.writeString(cut, text.substring(0, text.length() - 400));
    JsonNode truncated = result(fine, List.of(cut));
    assertThat(truncated.get("verdict").asText()).isEqualTo("incomparable");
    assertThat(truncated.get("reason").asText()).contains("was cut off");

    JsonNode alone = sonde().observe("compare", fine.getFirst()).get("result");
    assertThat(alone.get("verdict").asText()).isEqualTo("incomparable");
    assertThat(alone.get("reason").asText()).isEqualTo("There is no run before.");
  }

  @Test
  void a_server_answers_like_the_file_and_may_be_a_side() throws IOException {
    Path pool =
        pool(
            "pool",
            Repeat.of("one", Shape.quiet(), 1),
            Repeat.of("two", Shape.quiet().slower(1, 1.5), 2));
    Path one = file("one", Shape.quiet(), 1);
    try (Serving serving = Serving.live(folder.resolve("live"), pool.toString())) {
      serving.awaitRecords(1000);
      JsonNode live =
          sonde()
              .run("compare", serving.address(), "--before", "one", "--after", "two", "--json")
              .json();
      JsonNode local = sonde().observe("compare", pool, "--before", "one", "--after", "two");
      assertThat(live.get("result")).isEqualTo(local.get("result"));
      Sonde.Ran failed =
          sonde()
              .run(
                  "compare",
                  serving.address(),
                  "--before",
                  "one",
                  "--after",
                  "two",
                  "--fail-on",
                  "regression");
      assertThat(failed.exit()).isEqualTo(1);

      Sonde.Ran side =
          sonde().run("compare", "--before", one, "--after", serving.address(), "--json");
      assertThat(side.exit()).as(side.err()).isZero();
      assertThat(side.json().at("/result/runs/after")).hasSize(2);
    }
  }

  @Test
  void spans_without_tasks_are_compared_by_service_name_and_kind() throws IOException {
    UnaryOperator<String> anonymous =
        text ->
            text.replaceAll("\\{\"key\":\"task\\.(key|prefix)\",\"value\":\\{[^}]*\\}\\},?", "")
                .replaceAll("\\{\"key\":\"worker\\.(id|threads)\",\"value\":\\{[^}]*\\}\\},?", "")
                .replace(",]", "]");
    Path before = folder.resolve("before.jsonl");
    Path after = folder.resolve("after.jsonl");
    Files.writeString(before, anonymous.apply(Files.readString(file("b", Shape.quiet(), 5))));
    Files.writeString(
        after, anonymous.apply(Files.readString(file("a", Shape.quiet().slower(3, 1.4), 6))));

    JsonNode result = result(List.of(before), List.of(after));

    assertThat(result.get("verdict").asText()).isEqualTo("regressed");
    JsonNode first = result.at("/groups/0");
    assertThat(first.get("prefix").isNull()).isTrue();
    assertThat(first.get("name").asText()).isEqualTo("kind-d");
    assertThat(first.get("service").asText()).isEqualTo("worker");
    assertThat(first.get("significant").asBoolean()).isTrue();
    assertThat(result.at("/groups/1/significant").asBoolean()).isFalse();
  }

  @Test
  void order_of_records_and_of_runs_changes_nothing() throws IOException {
    List<Path> before = files("before", 4, Shape.quiet(), 100);
    List<Path> after = files("after", 4, Shape.quiet().slower(2, 1.15), 200);
    JsonNode result = result(before, after);
    List<Path> turned = new ArrayList<>();
    for (Path file : before.reversed()) {
      Path other = folder.resolve("turned-" + file.getFileName());
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      Files.write(other, lines.reversed());
      turned.add(other);
    }
    JsonNode again = result(turned, after.reversed());
    assertThat(again.get("groups").toString()).isEqualTo(result.get("groups").toString());
    assertThat(again.get("reason")).isEqualTo(result.get("reason"));
    assertThat(again.get("wall")).isEqualTo(result.get("wall"));
  }

  @Tag("slow")
  @Test
  void twenty_pairs_of_five_repeats_are_unchanged_and_ten_percent_are_found_in_each() {
    for (int seed = 0; seed < 20; seed++) {
      List<Path> before = files("b" + seed, 5, Shape.quiet(), 1000L * seed);
      List<Path> after = files("a" + seed, 5, Shape.quiet(), 1000L * seed + 100);
      List<Path> slow = files("s" + seed, 5, Shape.quiet().slower(1, 1.1), 1000L * seed + 200);
      assertThat(result(before, after).get("verdict").asText())
          .as("seed " + seed)
          .isEqualTo("unchanged");
      JsonNode found = result(before, slow);
      assertThat(found.get("verdict").asText()).as("seed " + seed).isEqualTo("regressed");
      assertThat(significant(found)).as("seed " + seed).containsExactly("kind-b");
    }
  }
}
