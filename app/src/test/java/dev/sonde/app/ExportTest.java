package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonde.engine.export.Table;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("sonde export")
class ExportTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path shared;
  @TempDir Path folder;

  private final Sonde sonde = new Sonde(shared);
  private final Path otlp = Sonde.capture("failures", "otlp.jsonl.gz", shared);

  private Path exported(Path source, String format, String file, Object... more) {
    Path to = folder.resolve(file);
    List<Object> words = new ArrayList<>(List.of("export", source, "--to", format, "-o", to));
    words.addAll(List.of(more));
    Sonde.Ran ran = sonde.run(words.toArray());
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err().lines().count()).isEqualTo(2);
    assertThat(ran.err()).contains(to.toString());
    return to;
  }

  private void refused(int exit, String message, Object... words) {
    Sonde.Ran ran = sonde.run(words);
    assertThat(ran.exit()).as(ran.err()).isEqualTo(exit);
    assertThat(ran.err()).contains(message);
    assertThat(ran.err().lines().count()).isLessThanOrEqualTo(3);
    assertThat(ran.out()).isEmpty();
  }

  private long count(String relation) {
    return sonde
        .run("sql", otlp, "SELECT count(*) FROM " + relation, "--json")
        .json()
        .at("/result/rows/0/0")
        .asLong();
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({"spans.json.gz, otlp", "otlp.jsonl.gz, jsonl"})
  void what_is_read_back_gives_every_view_the_same_answer(String capture, String format) {
    assertSameBack(capture, format);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({"spans.json.gz, jsonl", "otlp.jsonl.gz, otlp"})
  void so_does_the_other_way_around(String capture, String format) {
    assertSameBack(capture, format);
  }

  private void assertSameBack(String capture, String format) {
    Path source = Sonde.capture("failures", capture, shared);
    Path written = exported(source, format, "back." + format);
    for (View<?, ?> view : Views.ALL) {
      Parameters.Parameter<?> argument = view.parameters().argument();
      boolean needed = argument != null && argument.kind() == Parameters.Kind.ARGUMENT;
      if (!needed && !(view instanceof StreamedView<?, ?>)) {
        String name = view.about().name();
        assertThat(answer(name, written)).as(name).isEqualTo(answer(name, source));
      }
    }
  }

  private JsonNode answer(String view, Path source) {
    ObjectNode answer = (ObjectNode) sonde.observe(view, source);
    answer.remove(List.of("source", "next"));
    return answer;
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"spans.json.gz", "otlp.jsonl.gz"})
  void a_chrome_trace_has_every_record_where_a_viewer_expects_it(String capture)
      throws IOException {
    Path source = Sonde.capture("failures", capture, shared);
    JsonNode events =
        JSON.readTree(exported(source, "chrome", "trace.json").toFile()).get("traceEvents");
    Map<String, Integer> kinds = new TreeMap<>();
    for (JsonNode event : events) {
      assertThat(event.get("ph").isTextual()).isTrue();
      for (String field : List.of("ts", "pid", "tid")) {
        assertThat(event.get(field).isNumber()).as(field + " of " + event).isTrue();
      }
      kinds.merge(event.get("ph").asText() + category(event), 1, Integer::sum);
    }
    JsonNode coverage = sonde.observe("overview", source).get("coverage");
    int slices =
        kinds.entrySet().stream()
            .filter(e -> e.getKey().startsWith("X"))
            .mapToInt(Map.Entry::getValue)
            .sum();
    assertThat(slices - kinds.getOrDefault("X counterpart", 0))
        .isEqualTo(coverage.get("spans").asInt());
    assertThat(kinds.getOrDefault("i", 0)).isEqualTo(coverage.get("events").asInt());
    assertThat(kinds.getOrDefault("s", 0))
        .as("an arrow for each transfer whose ends are known")
        .isPositive()
        .isEqualTo(kinds.get("f"))
        .isEqualTo(kinds.get("X counterpart"));
    assertSlicesNest(events);
  }

  private static String category(JsonNode event) {
    return event.path("cat").asText().equals("counterpart") ? " counterpart" : "";
  }

  /** Of two slices of one thread that overlap, one lies within the other, and belongs to it. */
  private static void assertSlicesNest(JsonNode events) {
    Map<String, List<JsonNode>> threads = new HashMap<>();
    for (JsonNode event : events) {
      if (event.get("ph").asText().equals("X")) {
        threads
            .computeIfAbsent(event.get("pid") + "/" + event.get("tid"), t -> new ArrayList<>())
            .add(event);
      }
    }
    for (List<JsonNode> slices : threads.values()) {
      slices.sort(
          Comparator.comparing((JsonNode s) -> decimal(s, "ts"))
              .thenComparing(s -> decimal(s, "dur").negate()));
      Deque<JsonNode> open = new ArrayDeque<>();
      for (JsonNode slice : slices) {
        while (!open.isEmpty() && end(open.peek()).compareTo(decimal(slice, "ts")) <= 0) {
          open.pop();
        }
        JsonNode outer = open.peek();
        if (outer != null) {
          assertThat(end(slice)).isLessThanOrEqualTo(end(outer));
          boolean child =
              outer.at("/args/span_id").asText("-").equals(slice.at("/args/parent_id").asText());
          boolean kin =
              outer.at("/args/task_key").asText("-").equals(slice.at("/args/task_key").asText());
          assertThat(child || kin).as(slice + " in " + outer).isTrue();
        }
        open.push(slice);
      }
    }
  }

  private static BigDecimal decimal(JsonNode event, String field) {
    return new BigDecimal(event.get(field).asText());
  }

  private static BigDecimal end(JsonNode event) {
    return decimal(event, "ts").add(decimal(event, "dur"));
  }

  @ParameterizedTest
  @EnumSource(Table.class)
  void csv_and_parquet_have_all_rows_of_a_relation(Table table) throws IOException, SQLException {
    String relation = table.word().substring(0, table.word().length() - 1);
    long rows = count(relation);
    Path parquet = exported(otlp, "parquet", "table.parquet", "--what", table.word());
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet answer =
            statement.executeQuery("SELECT count(*) FROM read_parquet('" + parquet + "')")) {
      answer.next();
      assertThat(answer.getLong(1)).isEqualTo(rows);
    }
    Path csv = exported(otlp, "csv", "table.csv", "--what", table.word());
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize((int) rows + 1);
    assertThat(lines.getFirst()).doesNotContain(" ").doesNotContain("(");
  }

  @Test
  void options_narrow_what_is_exported() throws IOException {
    Path lines = exported(otlp, "jsonl", "load.jsonl", "--name", "load", "--where", "status=error");
    List<String> spans =
        Files.readAllLines(lines).stream().filter(l -> l.contains("\"kind\":\"span\"")).toList();
    assertThat(spans).hasSize(5).allMatch(line -> line.contains("\"name\":\"load\""));
  }

  @Test
  void a_flat_line_has_attributes_at_top_level() throws IOException {
    Path lines = exported(otlp, "jsonl", "load.jsonl", "--name", "load");
    JsonNode first = JSON.readTree(Files.readAllLines(lines).getFirst());
    assertThat(first.get("task.prefix").asText()).isEqualTo("load");
    assertThat(first.has("attributes")).isFalse();
  }

  @Test
  void an_attribute_with_the_name_of_a_field_stays_apart_and_is_read_back() throws IOException {
    Path source = folder.resolve("own.jsonl");
    Files.writeString(
        source,
        "{\"kind\":\"event\",\"name\":\"x\",\"time_ns\":\"5\",\"attributes\":{\"name\":\"y\",\"a\":1}}\n");
    Path lines = exported(source, "jsonl", "flat.jsonl");
    assertThat(Files.readString(lines))
        .isEqualTo(
            "{\"kind\":\"event\",\"name\":\"x\",\"time_ns\":\"5\",\"attributes\":{\"name\":\"y\"},\"a\":1}\n");
    Path again = exported(lines, "jsonl", "again.jsonl");
    assertThat(again).hasSameTextualContentAs(lines);
  }

  @Test
  void a_dash_is_standard_output_and_gz_is_gzipped() throws IOException {
    Sonde.Ran ran = sonde.run("export", otlp, "--to", "csv", "--what", "runs", "-o", "-");
    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    Path gz = exported(otlp, "csv", "runs.csv.gz", "--what", "runs");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gz))) {
      assertThat(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo(ran.out());
    }
  }

  @Test
  void a_file_that_exists_is_kept_unless_force_says_otherwise() throws IOException {
    Path there = Files.writeString(folder.resolve("there.csv"), "mine");
    refused(2, "exists; --force replaces it", "export", otlp, "--to", "csv", "-o", there);
    assertThat(there).hasContent("mine");
    exported(otlp, "csv", "there.csv", "--force");
    assertThat(there).content().startsWith("trace_id,");
    try (var files = Files.list(folder)) {
      assertThat(files).as("nothing half-written is left").containsExactly(there);
    }
  }

  @Test
  void mistakes_are_told_before_anything_is_written() {
    Path to = folder.resolve("out");
    refused(2, "needs a format: --to chrome", "export", otlp, "-o", to);
    refused(2, "needs a file: -o FILE", "export", otlp, "--to", "csv");
    refused(2, "--to: no format 'pdf'", "export", otlp, "--to", "pdf", "-o", to);
    refused(2, "no relation 'things'", "export", otlp, "--to", "csv", "--what", "things", "-o", to);
    refused(2, "--what is for csv", "export", otlp, "--to", "otlp", "--what", "spans", "-o", to);
    refused(2, "no stream", "export", otlp, "--to", "parquet", "-o", "-");
    refused(2, "is a folder", "export", otlp, "--to", "csv", "-o", folder);
    refused(2, "no folder", "export", otlp, "--to", "csv", "-o", folder.resolve("no/where.csv"));
    refused(2, "no run 'x'", "export", otlp, "--to", "csv", "-o", to, "--run", "x");
    refused(3, "No such file", "export", folder.resolve("none"), "--to", "csv", "-o", to);
    assertThat(to).doesNotExist();
  }
}
