package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A live store answers every question as the file of its records does")
class LiveViewsTest {

  private static final String CAPTURES = "../testkit/src/main/resources/corpus/simulated/failures/";
  private static final List<String> FORMATS = List.of("frisky", "otlp");
  private static final List<String> STREAMS = List.of("spans", "events", "logs");

  @TempDir static Path folder;

  private static final List<Serving> SERVING = new ArrayList<>();

  /** What came over the network. */
  private static Serving sent;

  @BeforeAll
  static void serve() throws IOException {
    Sonde sonde = new Sonde(folder);
    for (String format : FORMATS) {
      Serving serving = Serving.live(folder.resolve(format), file(format));
      SERVING.add(serving);
      serving.awaitRecords(
          sonde.observe("overview", file(format)).at("/coverage/records").asLong());
    }
    sent = Serving.live(folder.resolve("sent"));
    byte[] capture = Corpus.unzipped("simulated/failures/otlp.jsonl.gz");
    sent.send(new String(capture, StandardCharsets.UTF_8).lines().toList());
    sent.awaitRecords(sonde.observe("overview", file("otlp")).at("/coverage/records").asLong());
  }

  @AfterAll
  static void close() {
    SERVING.forEach(Serving::close);
    sent.close();
  }

  private static String file(String format) {
    return CAPTURES + (format.equals("frisky") ? "spans.json.gz" : "otlp.jsonl.gz");
  }

  @TestFactory
  Stream<DynamicTest> answers() {
    List<DynamicTest> tests = new ArrayList<>();
    Sonde sonde = new Sonde(folder);
    for (int i = 0; i < FORMATS.size(); i++) {
      String format = FORMATS.get(i);
      String address = SERVING.get(i).address();
      for (List<String> question : Asked.all(format, file(format))) {
        if (!STREAMS.contains(question.getFirst())) {
          tests.add(
              DynamicTest.dynamicTest(
                  format + " " + question.getFirst(), () -> same(sonde, question, address)));
          if (format.equals("otlp")) {
            tests.add(
                DynamicTest.dynamicTest(
                    "sent " + question.getFirst(), () -> same(sonde, question, sent.address())));
          }
        }
      }
    }
    return tests.stream();
  }

  private static void same(Sonde sonde, List<String> question, String address) {
    List<String> asked = new ArrayList<>(question);
    JsonNode local = sonde.observe(asked.toArray());
    asked.set(1, address);
    JsonNode live = sonde.observe(asked.toArray());
    for (String part : List.of("scope", "result", "shown", "total")) {
      assertThat(live.get(part).toString()).as(part).isEqualTo(local.get(part).toString());
    }
    for (String part : List.of("start", "end", "records", "spans", "events", "samples")) {
      assertThat(live.at("/coverage/" + part)).as(part).isEqualTo(local.at("/coverage/" + part));
    }
    assertThat(live.at("/source/live").asBoolean()).isTrue();
  }
}
