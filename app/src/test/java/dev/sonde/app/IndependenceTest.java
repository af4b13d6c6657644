package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Order, cutting into parts and doubling change nothing but the coverage")
class IndependenceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Raw lists show records in the order in which they lie in the source. */
  private static final List<String> STREAMS = List.of("spans", "events", "logs");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void a_shuffled_capture_gives_the_same_answers(String format) throws IOException {
    List<String> pieces = pieces(format);
    List<String> shuffled = new ArrayList<>(pieces);
    Collections.shuffle(shuffled, new Random(11));

    assertSame(format, file(format, "as-is", pieces), file(format, "shuffled", shuffled), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void a_capture_in_parts_gives_the_same_answers(String format) throws IOException {
    List<String> pieces = pieces(format);
    Path parts = Files.createDirectories(folder.resolve("parts"));
    for (int i = 0; i < 5; i++) {
      int part = i;
      file(
          format,
          "parts/part-" + i,
          pieces.stream().filter(piece -> pieces.indexOf(piece) % 5 == part).toList());
    }

    assertSame(format, file(format, "as-is", pieces), parts, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void a_doubled_capture_gives_the_same_answers_and_says_so(String format) throws IOException {
    List<String> pieces = pieces(format);
    List<String> doubled = new ArrayList<>(spansOnly(format, pieces));
    Collections.shuffle(doubled, new Random(12));
    List<String> all = new ArrayList<>(pieces);
    all.addAll(doubled);

    assertSame(format, file(format, "as-is", pieces), file(format, "doubled", all), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void the_same_file_twice_counts_once(String format) throws IOException {
    List<String> pieces = pieces(format);
    Path once = file(format, "as-is", pieces);
    Path twice = Files.createDirectories(folder.resolve("twice"));
    Files.copy(once, twice.resolve("a"));
    Files.copy(once, twice.resolve("b"));

    assertSame(format, once, twice, true);
  }

  private void assertSame(String format, Path one, Path other, boolean doubled) {
    Sonde sonde = new Sonde(folder);
    List<List<String>> questions = Asked.all(format, one.toString());
    for (List<String> question : questions) {
      if (STREAMS.contains(question.getFirst()) || question.getFirst().equals("check")) {
        continue;
      }
      List<String> second = new ArrayList<>(question);
      second.set(1, other.toString());
      JsonNode a = sonde.observe(question.toArray());
      JsonNode b = sonde.observe(second.toArray());
      for (String part : List.of("result", "shown", "total", "scope")) {
        assertThat(b.get(part)).as(question + " " + part).isEqualTo(a.get(part));
      }
      assertThat(b.at("/coverage/records")).isEqualTo(a.at("/coverage/records"));
      if (doubled) {
        assertThat(b.at("/coverage/duplicates").asLong()).isPositive();
      } else {
        assertThat(b.get("coverage")).isEqualTo(a.get("coverage"));
      }
    }
  }

  /** Frisky: one span each. OTLP: one line each. */
  private static List<String> pieces(String format) throws IOException {
    if (format.equals("otlp")) {
      String text =
          new String(Corpus.unzipped("simulated/failures/otlp.jsonl.gz"), StandardCharsets.UTF_8);
      return text.lines().toList();
    }
    List<String> pieces = new ArrayList<>();
    JSON.readTree(Corpus.unzipped("simulated/failures/spans.json.gz"))
        .forEach(span -> pieces.add(span.toString()));
    return pieces;
  }

  /** Events have no identity of their own, so only spans can be doubled within one file. */
  private static List<String> spansOnly(String format, List<String> pieces) {
    return format.equals("otlp")
        ? pieces.stream().filter(piece -> piece.contains("\"resourceSpans\"")).toList()
        : pieces;
  }

  private Path file(String format, String name, List<String> pieces) throws IOException {
    if (format.equals("otlp")) {
      return Files.write(folder.resolve(name + ".jsonl"), pieces);
    }
    ArrayNode array = JSON.createArrayNode();
    for (String piece : pieces) {
      array.add(JSON.readTree(piece));
    }
    return Files.writeString(folder.resolve(name + ".json"), array.toString());
  }
}
