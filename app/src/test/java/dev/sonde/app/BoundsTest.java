package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sonde.model.AttributesJson;
import dev.sonde.testkit.Corpus;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** 60 lines, 1,500 tokens, 120 columns: what a piped answer may take, whatever it is about. */
@DisplayName("Every text answer stays within its bound")
class BoundsTest {

  private static final Encoding O200K =
      Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  /** Commands stand whole, so that they can be copied; only they may be longer than a line. */
  private static final String COMMAND = "sonde observe ";

  @TempDir static Path folder;

  /** Those with the longest answers; the others are asked with the slow tests. */
  private static final List<String> FIRST = List.of("failures", "transfer_bound");

  @TestFactory
  Stream<DynamicTest> simulated_runs() {
    return all(FIRST);
  }

  @Tag("slow")
  @TestFactory
  Stream<DynamicTest> the_other_simulated_runs() {
    return all(Corpus.SIMULATED.stream().filter(run -> !FIRST.contains(run)).toList());
  }

  private static Stream<DynamicTest> all(List<String> runs) {
    List<DynamicTest> tests = new ArrayList<>();
    for (String run : runs) {
      tests.addAll(all("frisky", Sonde.capture(run, "spans.json.gz", folder), run));
      tests.addAll(all("otlp", Sonde.capture(run, "otlp.jsonl.gz", folder), run));
    }
    return tests.stream();
  }

  @TestFactory
  Stream<DynamicTest> a_capture_that_is_too_much_in_every_way() throws IOException {
    return all("otlp", excessive(folder.resolve("excessive.jsonl")), "excessive").stream();
  }

  private static List<DynamicTest> all(String format, Path source, String run) {
    Sonde sonde = new Sonde(folder);
    List<DynamicTest> tests = new ArrayList<>();
    for (List<String> question : Asked.all(format, source.toString())) {
      tests.add(
          DynamicTest.dynamicTest(
              run + " " + format + " " + question.getFirst(),
              () -> assertBounded(sonde, question)));
    }
    return tests;
  }

  private static void assertBounded(Sonde sonde, List<String> question) {
    List<String> words = new ArrayList<>(List.of("observe"));
    words.addAll(question);
    Sonde.Ran ran = sonde.run(words.toArray());
    // An argument that this capture does not know is answered on the error stream.
    String text = ran.exit() == 0 ? ran.out() : ran.err();
    assertThat(ran.exit()).as(text).isIn(0, 1, 2);
    assertThat(text.lines().count()).as("lines").isLessThanOrEqualTo(60);
    assertThat(O200K.countTokens(text)).as("tokens of\n" + text).isLessThanOrEqualTo(1500);
    ran.out()
        .lines()
        .filter(line -> !line.contains(COMMAND))
        .forEach(line ->
            assertThat(line.codePointCount(0, line.length())).as(line).isLessThanOrEqualTo(120));
  }

  /** 1,000 workers, 10,000 prefixes, keys of 2,000 characters, an error message of a megabyte. */
  private static Path excessive(Path file) throws IOException {
    String longKey = "k".repeat(1980);
    StringBuilder message = new StringBuilder();
    AttributesJson.quote("boom \u001b[31m" + "x".repeat(1_000_000), message);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < 10_000; i++) {
        long start = 1_790_000_000_000_000_000L + i * 1_000_000L;
        String status = i == 77 ? ",\"status\":{\"code\":2,\"message\":" + message + "}" : "";
        out.write(
            """
            {"resourceSpans":[{"resource":{"attributes":[%s,%s]},"scopeSpans":[{"spans":[\
            {"traceId":"%032x","spanId":"%016x","name":"step-%s","startTimeUnixNano":"%d",\
            "endTimeUnixNano":"%d","attributes":[%s,%s,%s]%s}]}]}]}
            """
                .formatted(
                    text("worker.id", "worker-" + longKey + i % 1000),
                    text("service.name", "wörker 日本語 " + i % 7),
                    i / 20 + 1,
                    i + 1,
                    "p" + i,
                    start,
                    start + 3_000_000 + i,
                    text("task.key", "task-" + longKey + "-" + i),
                    text("task.prefix", "prefix-" + i + "-" + "q".repeat(300)),
                    text("attribute." + i % 120, longKey),
                    status));
      }
    }
    return file;
  }

  private static String text(String key, String value) {
    StringBuilder json = new StringBuilder("{\"key\":");
    AttributesJson.quote(key, json);
    json.append(",\"value\":{\"stringValue\":");
    AttributesJson.quote(value, json);
    return json.append("}}").toString();
  }
}
