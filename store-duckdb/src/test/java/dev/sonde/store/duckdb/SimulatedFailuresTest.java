package dev.sonde.store.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Importers;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The capture of a run in which five loads fail and what depends on them never runs. */
class SimulatedFailuresTest {

  private static final String FOLDER = "/corpus/simulated/failures/";

  @TempDir Path folder;

  private Store load() throws IOException {
    Path directory = folder.resolve("store");
    Problems problems = new Problems();
    Importer importer =
        Importers.ALL.stream()
            .filter(i -> i.format().equals("otlp-json"))
            .findFirst()
            .orElseThrow();
    try (InputStream file = resource("otlp.jsonl.gz");
        InputStream stream = new GZIPInputStream(file);
        StoreWriter writer = DuckDbStore.create(directory, Settings.DEFAULT)) {
      importer.read(new Input("otlp.jsonl.gz", stream), writer, problems);
      writer.finish(new Books("otlp-json", 0, Map.of(), Map.of(), problems.list()));
    }
    return DuckDbStore.open(directory, Settings.DEFAULT);
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(
        SimulatedFailuresTest.class.getResourceAsStream(FOLDER + name), name);
  }

  /** The keys that the capture's truth lists; they hold no brackets. */
  private static Set<String> truth(String list) throws IOException {
    try (InputStream in = resource("truth.json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      String inside = json.substring(json.indexOf("\"" + list + "\": ["));
      inside = inside.substring(0, inside.indexOf(']'));
      return Pattern.compile("\"(\\([^\"]*\\))\"")
          .matcher(inside)
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static List<String> keys(Store store, String state) {
    return store
        .queries()
        .list(
            new Statement("SELECT task_key FROM task WHERE state = ? ORDER BY 1", List.of(state)),
            row -> row.text("task_key"));
  }

  @Test
  void states_of_tasks_are_those_that_were_planted() throws IOException {
    try (Store store = load()) {
      assertThat(truth("erred")).hasSize(5);
      assertThat(keys(store, "erred")).containsExactlyElementsOf(truth("erred"));
      assertThat(truth("waiting")).hasSize(99);
      assertThat(keys(store, "waiting")).containsExactlyElementsOf(truth("waiting"));
      assertThat(keys(store, "memory")).hasSize(720);
      assertThat(store.coverage().spans()).isEqualTo(4528);
      assertThat(
              store
                  .queries()
                  .list(
                      new Statement("SELECT count(*) AS n, max(slots) AS s FROM worker"),
                      row -> row.integer("n") + " with " + row.integer("s")))
          .containsExactly("8 with 2");
    }
  }

  @Test
  void several_readers_have_one_store_open() throws IOException {
    try (Store one = load();
        Store two = DuckDbStore.open(folder.resolve("store"), Settings.DEFAULT)) {
      assertThat(keys(one, "erred")).isEqualTo(keys(two, "erred"));
    }
  }
}
