package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Every view answers about widened records")
class WideningEveryViewTest {

  private static final Encoding O200K =
      Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

  @TempDir static Path folder;

  private static Path capture;
  private static Serving serving;

  /** Attributes and columns, worked out, implied and narrowed by. */
  private static final List<String> OPTIONS =
      List.of(
          "--set",
          "host=extract(worker.id, '^([0-9.]+):')",
          "--set",
          "half=if(host ~ '[1-4]$', 'lower', 'upper')",
          "--set",
          "name=name",
          "--set",
          "worker.id=worker.id",
          "--set",
          "task.prefix=coalesce(task.prefix, 'none')",
          "--set",
          "gen_ai.agent.name=if(worker.id ~ '[12]$', 'agent ' || host)",
          "--set",
          "artifact.id=message.id",
          "--imply",
          "task.key=>half.of.task",
          "--set",
          "half.of.task=if(task.attempt = 1, 'first')");

  @BeforeAll
  static void serve() {
    capture = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    serving = Serving.of(folder, capture.toString());
  }

  @AfterAll
  static void close() {
    serving.close();
  }

  private static Object[] observe(List<String> question, List<String> more) {
    List<Object> words = new ArrayList<>(List.of("observe"));
    words.addAll(question);
    words.addAll(more);
    return words.toArray();
  }

  /** What does not tell where the records lie: of an answer, or of a stream without its header. */
  private static String parts(String json) {
    if (json.startsWith("{\"sonde\"")) {
      return json.substring(json.indexOf('\n'));
    }
    JsonNode answer = new Sonde.Ran(0, json, "").json();
    return answer.get("scope") + "\n" + answer.get("result") + answer.get("total");
  }

  /** What is set to what it was changes no answer. */
  @TestFactory
  Stream<DynamicTest> the_same_values_give_the_same_answer() {
    Sonde sonde = new Sonde(folder);
    List<String> same =
        List.of(
            "--set",
            "worker.id=worker.id",
            "--set",
            "name=name",
            "--set",
            "service.name=service",
            "--set",
            "task.prefix=task.prefix",
            "--set",
            "x='y'",
            "--where",
            "x=y");
    return Asked.all("otlp", capture.toString()).stream()
        .filter(question -> !List.of("spans", "events", "logs").contains(question.getFirst()))
        .map(question ->
            DynamicTest.dynamicTest(
                question.getFirst(),
                () -> {
                  JsonNode plain = sonde.observe(question.toArray());
                  List<String> more = new ArrayList<>(question);
                  more.addAll(same);
                  JsonNode widened = sonde.observe(more.toArray());
                  if (List.of("fields", "span", "things", "thing").contains(question.getFirst())) {
                    assertThat(widened.toString()).contains("\"x\"");
                  } else {
                    assertThat(widened.get("result").toString())
                        .isEqualTo(plain.get("result").toString());
                  }
                }));
  }

  @TestFactory
  Stream<DynamicTest> as_text_within_bounds_from_files_and_from_a_server() {
    Sonde sonde = new Sonde(folder);
    List<String> more = new ArrayList<>(OPTIONS);
    more.addAll(List.of("--where", "half=lower", "--type", "half=text"));
    return Asked.all("otlp", capture.toString()).stream()
        .map(question ->
            DynamicTest.dynamicTest(
                question.getFirst(),
                () -> {
                  Sonde.Ran text = sonde.run(observe(question, more));
                  assertThat(text.exit()).as(text.err()).isIn(0, 1);
                  assertThat(text.out().lines().count()).isLessThanOrEqualTo(60);
                  assertThat(O200K.countTokens(text.out()))
                      .as(text.out())
                      .isLessThanOrEqualTo(1500);
                  List<String> remote = new ArrayList<>(question);
                  remote.set(1, serving.address());
                  List<String> json = new ArrayList<>(more);
                  json.add("--json");
                  assertThat(parts(sonde.run(observe(remote, json)).out()))
                      .isEqualTo(parts(sonde.run(observe(question, json)).out()));
                }));
  }

  @TestFactory
  Stream<DynamicTest> joined_with_itself_every_record_with_the_key_is_matched() {
    Sonde sonde = new Sonde(folder);
    List<String> more =
        List.of("--join", capture.toString(), "--on", "task.key", "--where", "task.key~.");
    return Asked.all("otlp", capture.toString()).stream()
        .filter(question -> !List.of("spans", "events", "logs").contains(question.getFirst()))
        .map(question ->
            DynamicTest.dynamicTest(
                question.getFirst(),
                () -> {
                  List<String> words = new ArrayList<>(question);
                  words.addAll(more);
                  JsonNode widened = sonde.observe(words.toArray()).at("/scope/widened/0");
                  assertThat(widened.get("missed").asLong()).isZero();
                  assertThat(widened.get("matched")).isEqualTo(widened.get("records"));
                }));
  }

  @Test
  void a_server_reads_no_file_for_who_asks_it() {
    Sonde sonde = new Sonde(folder);
    Sonde.Ran ran =
        sonde.run("observe", "events", serving.address(), "--join", "/etc/passwd", "--on", "a");
    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("a server reads no files").contains("sonde capture");
  }

  @Test
  void nor_does_its_api() throws Exception {
    java.net.HttpURLConnection get =
        (java.net.HttpURLConnection)
            java.net
                .URI
                .create(serving.address() + "/api/views/events?join=" + capture + "&on=task.key")
                .toURL()
                .openConnection();
    assertThat(get.getResponseCode()).isEqualTo(400);
    assertThat(
            new String(
                get.getErrorStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("a server reads no files");
  }
}
