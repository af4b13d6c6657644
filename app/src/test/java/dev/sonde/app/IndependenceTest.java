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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Order, cutting into parts and doubling change nothing but the coverage")
class IndependenceTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Raw lists show records in the order in which they lie in the source. */
  private static final List<String> STREAMS = List.of("spans", "events", "logs");

  /** By format; the methods of a class run one after another. */
  private static final Map<String, List<JsonNode>> PLAIN = new HashMap<>();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void a_capture_shuffled_doubled_and_in_parts_gives_the_same_answers(String format)
      throws IOException {
    List<String> pieces = pieces(format);
    List<String> all = new ArrayList<>(pieces);
    all.addAll(spansOnly(format, pieces));
    Collections.shuffle(all, new Random(13));
    Path parts = Files.createDirectories(folder.resolve("all"));
    for (int i = 0; i < 3; i++) {
      int part = i;
      file(
          format,
          "all/part-" + i,
          IntStream.range(0, all.size())
              .filter(piece -> piece % 3 == part)
              .mapToObj(all::get)
              .toList());
    }

    assertSame(format, pieces, parts, true);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void a_shuffled_capture_gives_the_same_answers(String format) throws IOException {
    List<String> pieces = pieces(format);
    List<String> shuffled = new ArrayList<>(pieces);
    Collections.shuffle(shuffled, new Random(11));

    assertSame(format, pieces, file(format, "shuffled", shuffled), false);
  }

  @Tag("slow")
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
          IntStream.range(0, pieces.size())
              .filter(piece -> piece % 5 == part)
              .mapToObj(pieces::get)
              .toList());
    }

    assertSame(format, pieces, parts, false);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void a_doubled_capture_gives_the_same_answers_and_says_so(String format) throws IOException {
    List<String> pieces = pieces(format);
    List<String> doubled = new ArrayList<>(spansOnly(format, pieces));
    Collections.shuffle(doubled, new Random(12));
    List<String> all = new ArrayList<>(pieces);
    all.addAll(doubled);

    assertSame(format, pieces, file(format, "doubled", all), true);
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"frisky", "otlp"})
  void the_same_file_twice_counts_once(String format) throws IOException {
    List<String> pieces = pieces(format);
    Path once = file(format, "once", pieces);
    Path twice = Files.createDirectories(folder.resolve("twice"));
    Files.copy(once, twice.resolve("a"));
    Files.copy(once, twice.resolve("b"));

    assertSame(format, pieces, twice, true);
  }

  /** The capture as it is, asked once for all tests. */
  private List<JsonNode> plain(String format, List<String> pieces) throws IOException {
    List<JsonNode> known = PLAIN.get(format);
    if (known == null) {
      Path file = file(format, "as-is", pieces);
      Sonde sonde = new Sonde(folder);
      known = new ArrayList<>();
      for (List<String> question : questions(format, file)) {
        known.add(sonde.observe(question.toArray()));
      }
      PLAIN.put(format, known);
    }
    return known;
  }

  private static List<List<String>> questions(String format, Path file) {
    return Asked.all(format, file.toString()).stream()
        .filter(words -> !STREAMS.contains(words.getFirst()) && !words.getFirst().equals("check"))
        .toList();
  }

  private void assertSame(String format, List<String> pieces, Path other, boolean doubled)
      throws IOException {
    Sonde sonde = new Sonde(folder);
    List<JsonNode> plain = plain(format, pieces);
    List<List<String>> questions = questions(format, other);
    for (int i = 0; i < questions.size(); i++) {
      List<String> question = questions.get(i);
      JsonNode a = plain.get(i);
      JsonNode b = sonde.observe(question.toArray());
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
