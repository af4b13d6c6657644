package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every view prints on one simulated run in both formats, as text and as JSON. Rewritten with
 * {@code -Dsonde.golden=update}; a view without its files fails.
 */
@DisplayName("Every view prints what it printed before")
class GoldenTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** Relative to the module, so that the path in the answers is the same everywhere. */
  private static final String CAPTURES = "../testkit/src/main/resources/corpus/simulated/failures/";

  /** Views that answer {@code --json} with every record: the first few stand for all. */
  private static final List<String> STREAMS = List.of("spans", "events", "logs");

  private static final boolean UPDATE = "update".equals(System.getProperty("sonde.golden"));

  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> answers() {
    List<DynamicTest> tests = new ArrayList<>();
    Sonde sonde = new Sonde(folder);
    for (String format : List.of("frisky", "otlp")) {
      String source = CAPTURES + (format.equals("frisky") ? "spans.json.gz" : "otlp.jsonl.gz");
      for (List<String> words : Asked.all(format, source)) {
        for (String kind : List.of("txt", "json")) {
          tests.add(
              DynamicTest.dynamicTest(
                  format + " " + words.getFirst() + " " + kind,
                  () -> compare(sonde, format, words, kind)));
        }
      }
    }
    return tests.stream();
  }

  private static void compare(Sonde sonde, String format, List<String> question, String kind)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("observe"));
    words.addAll(question);
    if (kind.equals("json")) {
      words.add("--json");
      if (STREAMS.contains(question.getFirst())) {
        words.addAll(List.of("--limit", "3"));
      }
    }
    Sonde.Ran ran = sonde.run(words.toArray());
    assertThat(ran.err()).isEmpty();
    Path golden = GOLDEN.resolve(format).resolve(question.getFirst() + "." + kind);
    if (UPDATE) {
      Files.createDirectories(golden.getParent());
      Files.writeString(golden, ran.out());
    }
    assertThat(golden).exists();
    assertThat(ran.out()).isEqualTo(Files.readString(golden));
  }
}
