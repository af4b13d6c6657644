package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonde.engine.view.Parameters;
import dev.sonde.engine.view.StreamedView;
import dev.sonde.engine.view.View;
import dev.sonde.engine.view.Views;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written as a stream is read again as if it were the capture itself. */
class RecordStreamsTest {

  @TempDir Path folder;
  private Sonde sonde;

  @BeforeEach
  void start() {
    sonde = new Sonde(folder);
  }

  @Test
  void spans_of_a_frisky_capture_give_every_view_the_same_answer() {
    Path capture = Sonde.capture("failures", "spans.json.gz", folder);
    Path lines = written("spans.jsonl", "spans", capture, "--json");
    assertEveryViewAgrees(capture, lines);
  }

  @Test
  void friskys_own_form_gives_every_view_the_same_answer() {
    Path capture = Sonde.capture("failures", "spans.json.gz", folder);
    Path list = written("list.json", "spans", capture, "--frisky");
    assertEveryViewAgrees(capture, list);
    assertThat(sonde.observe("overview", list).at("/source/format").asText())
        .isEqualTo("frisky-spans");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spans", "events"})
  void a_stream_of_a_stream_is_the_same_stream(String kind) throws IOException {
    Path capture = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    Path once = written("once.jsonl", kind, capture, "--json");
    Path twice = written("twice.jsonl", kind, once, "--json");
    assertThat(records(once)).isNotEmpty();
    assertThat(records(twice)).containsExactlyInAnyOrderElementsOf(records(once));
  }

  @Test
  void a_limit_takes_the_first_spans_and_the_newest_events() throws IOException {
    Path capture = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    List<String> spans = records(written("s.jsonl", "spans", capture, "--json", "--limit", "2"));
    List<String> events = records(written("e.jsonl", "events", capture, "--json"));
    List<String> newest = records(written("n.jsonl", "events", capture, "--json", "--limit", "3"));
    assertThat(spans).hasSize(2);
    assertThat(newest).isEqualTo(events.subList(events.size() - 3, events.size()));
  }

  @Test
  void what_is_filtered_out_is_not_in_the_stream() throws IOException {
    Path capture = Sonde.capture("failures", "spans.json.gz", folder);
    Path lines =
        written("x.jsonl", "spans", capture, "--json", "--name", "scheduler.decide_worker");
    assertThat(records(lines))
        .isNotEmpty()
        .allMatch(line -> line.contains("\"scheduler.decide_worker\""));
    assertThat(records(written("y.jsonl", "spans", capture, "--json", "--name", "no such")))
        .isEmpty();
    assertThat(sonde.run("observe", "spans", capture, "--frisky", "--name", "no such").out())
        .isEqualTo("[]\n");
  }

  @Test
  void an_expression_that_is_none_is_a_mistake_of_the_user() {
    Path capture = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    Sonde.Ran ran = sonde.run("observe", "logs", capture, "--grep", "(");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("--grep '('");
  }

  private Path written(String name, Object... words) {
    List<Object> all = new ArrayList<>(List.of("observe"));
    all.addAll(List.of(words));
    Sonde.Ran ran = sonde.run(all.toArray());
    assertThat(ran.exit()).as(ran.err()).isZero();
    try {
      return Files.writeString(folder.resolve(name), ran.out());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The lines between header and trailer. */
  private static List<String> records(Path stream) throws IOException {
    List<String> lines = Files.readAllLines(stream);
    assertThat(lines.getFirst()).startsWith("{\"sonde\":1,");
    assertThat(lines.getLast()).startsWith("{\"sonde_end\":1,");
    return lines.subList(1, lines.size() - 1);
  }

  /** Views that need an argument are about one thing; what they read, the others have read too. */
  private void assertEveryViewAgrees(Path capture, Path written) {
    for (View<?, ?> view : Views.ALL) {
      Parameters.Parameter<?> argument = view.parameters().argument();
      boolean needed = argument != null && argument.kind() == Parameters.Kind.ARGUMENT;
      if (!needed && !(view instanceof StreamedView<?, ?>)) {
        String name = view.about().name();
        assertThat(answer(name, written)).as(name).isEqualTo(answer(name, capture));
      }
    }
  }

  private JsonNode answer(String view, Path source) {
    ObjectNode answer = (ObjectNode) sonde.observe(view, source);
    answer.remove(List.of("source", "next"));
    return answer;
  }
}
