package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.repeats.Repeat;
import dev.sonde.testkit.repeats.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("observe trends")
class TrendsViewTest {

  /** From this run on one kind of task is slower. */
  private static final int SLOW_FROM = 7;

  @TempDir Path folder;

  @Test
  void names_the_run_from_which_one_kind_is_slower_and_nothing_else() throws IOException {
    Path runs =
        runs(
            12,
            i -> {
              Shape shape = Shape.quiet();
              shape = i >= SLOW_FROM ? shape.slower(1, 1.4) : shape;
              shape = i == 2 ? shape.failing(3) : shape;
              return i == 4 ? shape.cached(0.9) : shape;
            });

    JsonNode result = ask(runs);
    assertThat(result.get("runs")).hasSize(12);
    List<String> changed = new ArrayList<>();
    for (JsonNode series : result.get("series")) {
      JsonNode change = series.get("change");
      if (!change.isNull()) {
        assertThat(change.get("run").asText()).as(series.toString()).isEqualTo("night-07");
        changed.add(series.get("prefix").asText() + " " + series.get("measure").asText());
      }
    }
    assertThat(changed).contains("kind-b duration_p50_s");
    assertThat(changed).allMatch(each -> each.startsWith("kind-b ") || each.startsWith("null "));
    JsonNode first = result.at("/series/0");
    assertThat(first.at("/change/factor").asDouble()).isCloseTo(1.4, within(0.15));
  }

  @Test
  void finds_nothing_where_nothing_changed() throws IOException {
    Path runs = runs(12, i -> i == 3 ? Shape.quiet().failing(5) : Shape.quiet());

    assertThat(ask(runs).get("series"))
        .allMatch(series -> series.get("change").isNull())
        .hasSizeGreaterThan(5);
    assertThat(new Sonde(folder).run("observe", "trends", runs).out())
        .contains("Nothing changed but by chance or in single runs.");
  }

  @Test
  void a_measure_that_there_is_not_is_told_with_those_there_are() throws IOException {
    Path runs = runs(4, i -> Shape.quiet());

    Sonde.Ran ran = new Sonde(folder).run("observe", "trends", runs, "--measure", "luck");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("luck", "duration_p50_s", "cache_hit_rate");
  }

  private interface Night {
    Shape of(int number);
  }

  private Path runs(int count, Night night) throws IOException {
    Path runs = Files.createDirectories(folder.resolve("nights"));
    for (int i = 0; i < count; i++) {
      String name = "night-%02d".formatted(i);
      Repeat.of(name, night.of(i), 50 + i).write(runs.resolve(name + ".jsonl"));
    }
    return runs;
  }

  private JsonNode ask(Path runs) {
    return new Sonde(folder).observe("trends", runs).get("result");
  }
}
