package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A server answers every question as a file does")
class RemoteTest {

  private static final String CAPTURES = "../testkit/src/main/resources/corpus/simulated/failures/";
  private static final List<String> FORMATS = List.of("frisky", "otlp");
  private static final List<String> STREAMS = List.of("spans", "events", "logs");

  @TempDir static Path folder;

  private static final List<Serving> SERVING = new ArrayList<>();

  @BeforeAll
  static void serve() {
    FORMATS.forEach(format -> SERVING.add(Serving.of(folder, file(format))));
  }

  @AfterAll
  static void close() {
    SERVING.forEach(Serving::close);
  }

  private static String file(String format) {
    return CAPTURES + (format.equals("frisky") ? "spans.json.gz" : "otlp.jsonl.gz");
  }

  @TestFactory
  Stream<DynamicTest> answers() {
    return answers("otlp");
  }

  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> answers_of_the_other_format() {
    return answers("frisky");
  }

  private static Stream<DynamicTest> answers(String format) {
    List<DynamicTest> tests = new ArrayList<>();
    Sonde sonde = new Sonde(folder);
    // In a pipe a long name of a file leaves less room for the rest than a short address.
    Sonde terminal = Sonde.onTerminal(folder, 120);
    String address = SERVING.get(FORMATS.indexOf(format)).address();
    for (List<String> question : Asked.all(format, file(format))) {
      String name = question.getFirst();
      tests.add(DynamicTest.dynamicTest(name + " json", () -> json(sonde, question, address)));
      tests.add(DynamicTest.dynamicTest(name + " text", () -> same(terminal, question, address)));
      tests.add(
          DynamicTest.dynamicTest(name + " csv", () -> same(sonde, question, address, "--csv")));
    }
    return tests.stream();
  }

  private static Object[] words(List<String> question, String source, String... more) {
    List<String> words = new ArrayList<>(List.of("observe"));
    words.addAll(question);
    words.set(2, source);
    words.addAll(List.of(more));
    return words.toArray();
  }

  private static void json(Sonde sonde, List<String> question, String address) {
    Sonde.Ran local = sonde.run(words(question, question.get(1), "--json"));
    Sonde.Ran remote = sonde.run(words(question, address, "--json"));
    assertThat(remote.exit()).as(remote.err()).isEqualTo(local.exit());
    if (STREAMS.contains(question.getFirst())) {
      List<String> lines = remote.out().lines().toList();
      assertThat(lines.subList(1, lines.size())).isEqualTo(local.out().lines().skip(1).toList());
      return;
    }
    JsonNode answer = remote.json();
    assertThat(answer.at("/source/location").asText()).isEqualTo(address);
    assertThat(answer.at("/source/live").asBoolean()).isTrue();
    // Byte for byte but for where it comes from.
    String source = local.json().get("source").toString();
    assertThat(remote.out())
        .isEqualTo(
            local
                .out()
                .replace(source, answer.get("source").toString())
                .replace(question.get(1), address));
  }

  private static void same(Sonde sonde, List<String> question, String address, String... more) {
    Sonde.Ran local = sonde.run(words(question, question.get(1), more));
    Sonde.Ran remote = sonde.run(words(question, address, more));
    assertThat(remote.exit()).as(remote.err()).isEqualTo(local.exit());
    assertThat(remote.err()).isEqualTo(local.err());
    // The title is cut to the width, and one name is longer than the other.
    int title = more.length > 0 ? 0 : 1;
    assertThat(remote.out().lines().skip(title).toList())
        .isEqualTo(
            local.out().lines().skip(title).map(l -> l.replace(question.get(1), address)).toList());
  }
}
