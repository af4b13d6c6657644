package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.testkit.Corpus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers, against simulated truth and against figures that Frisky's users published. */
class TransfersViewTest {

  private static final double MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  @TempDir Path folder;

  static Stream<Arguments> captures() {
    return Corpus.SIMULATED.stream()
        .flatMap(run ->
            Stream.of(
                Arguments.of(run, "spans.json.gz", "frisky"),
                Arguments.of(run, "otlp.jsonl.gz", "otlp")));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void messages_and_bytes_are_those_of_the_simulation(String run, String file, String format) {
    JsonNode truth = Sonde.truth(run, format).get("transfers");
    JsonNode result =
        new Sonde(folder).observe("transfers", Sonde.capture(run, file, folder)).get("result");

    assertThat(result.get("messages").asLong()).isEqualTo(truth.get("messages").asLong());
    assertThat(result.get("keys").asLong()).isEqualTo(truth.get("messages").asLong());
    assertThat(result.get("logical_bytes").asLong()).isEqualTo(truth.get("logical_bytes").asLong());
    assertThat(result.get("wire_bytes").asLong()).isEqualTo(truth.get("wire_bytes").asLong());
    for (String part : List.of("prefixes", "links", "sizes")) {
      assertThat(sum(result.get(part), "messages"))
          .as("messages of all %s", part)
          .isEqualTo(truth.get("messages").asLong());
    }
    assertThat(sum(result.get("prefixes"), "logical_bytes"))
        .isEqualTo(truth.get("logical_bytes").asLong());
    assertThat(sum(result.get("prefixes"), "wire_bytes"))
        .isEqualTo(truth.get("wire_bytes").asLong());
    assertThat(result.get("in_flight")).isEmpty();
  }

  @Test
  void stages_follow_the_pipeline_and_carry_the_sums_of_their_spans() {
    JsonNode names = Sonde.truth("transfer_bound", "frisky").get("by_name");
    JsonNode result =
        new Sonde(folder)
            .observe("transfers", Sonde.capture("transfer_bound", "spans.json.gz", folder))
            .get("result");

    assertThat(result.get("stages").findValuesAsText("name"))
        .containsExactly("serialize", "write", "wire+read", "deserialize");
    for (JsonNode stage : result.get("stages")) {
      double total = names.get(stage.get("span").asText()).get("total_s").asDouble();
      assertThat(stage.get("total_s").asDouble()).isCloseTo(total, within(1e-6));
      assertThat(stage.get("share_of_capacity").asDouble())
          .isCloseTo(total / (8 * 35.789301535), within(1e-9));
    }
  }

  @Test
  void consumers_are_named_where_transfers_say_who_needs_them() {
    JsonNode prefixes =
        new Sonde(folder)
            .observe("transfers", Sonde.capture("transfer_bound", "otlp.jsonl.gz", folder))
            .get("result")
            .get("prefixes");

    List<String> routes = new ArrayList<>();
    prefixes.forEach(
        p -> routes.add(p.get("prefix").asText() + " > " + p.get("consumer_prefix").asText()));
    assertThat(routes)
        .containsExactly(
            "normalise > rechunk",
            "rechunk > sum-aggregate",
            "rechunk > normalise",
            "sum-aggregate > sum-aggregate");
  }

  @Test
  void published_rates_and_shares_come_out_of_records_with_the_published_sums() throws IOException {
    long logical = Math.round(10.69 * GIB);
    List<String> spans =
        List.of(
            span("worker.exec.call", "w1", 0, 155.2, ""),
            span("tcp.send.queue", "w1", 0, 155.2, ""),
            span("tcp.send.queue", "w2", 0, 155.2, ""),
            span("tcp.send.queue", "w2", 10, 58.7, ""),
            span("worker.transfer.recv", "w1", 1, 12.7627, sizes(logical, Math.round(9.58 * GIB))),
            span("tcp.recv.queue", "w2", 20, 101.5, ""));
    JsonNode result = new Sonde(folder).observe("transfers", file(spans)).get("result");

    assertThat(result.get("bandwidth_per_stream").asDouble() / MIB).isCloseTo(857.7, within(0.1));
    assertThat(result.get("aggregate_bandwidth").asDouble() / MIB).isCloseTo(70.53, within(0.01));
    assertThat(result.get("wire_bytes").asLong() / 155.2 / MIB).isCloseTo(63.20, within(0.02));
    assertThat(share(result, "send queue")).isCloseTo(1.189, within(0.0005));
    assertThat(share(result, "recv queue")).isCloseTo(0.327, within(0.0005));
    assertThat(share(result, "wire+read")).isCloseTo(0.041, within(0.0005));
  }

  @Test
  void a_message_with_several_keys_is_shared_out_by_them_to_the_byte() throws IOException {
    String keys = "\"keys\": [\"add-1\", \"mul-1\", \"add-2\"], \"n_keys\": 3, ";
    List<String> spans =
        List.of(
            span("worker.transfer.recv", "w1", 0, 3, keys + sizes(100, 50)),
            span(
                "worker.transfer.recv",
                "w1",
                3,
                1,
                "\"keys\": [\"add-3\"], \"n_keys\": 1, " + sizes(10, 5)));
    JsonNode result = new Sonde(folder).observe("transfers", file(spans)).get("result");

    assertThat(result.get("messages").asLong()).isEqualTo(2);
    assertThat(result.get("keys").asLong()).isEqualTo(4);
    JsonNode add = result.get("prefixes").get(0);
    JsonNode mul = result.get("prefixes").get(1);
    assertThat(add.get("prefix").asText()).isEqualTo("add");
    assertThat(add.get("messages").asDouble()).isCloseTo(1 + 2 / 3.0, within(1e-9));
    assertThat(add.get("logical_bytes").asLong()).isEqualTo(10 + 67);
    assertThat(add.get("wire_s").asDouble()).isCloseTo(3, within(1e-9));
    assertThat(mul.get("logical_bytes").asLong()).isEqualTo(33);
    assertThat(mul.get("wire_s").asDouble()).isCloseTo(1, within(1e-9));
  }

  @Test
  void sizes_unknown_are_null_and_not_zero() throws IOException {
    JsonNode result =
        new Sonde(folder)
            .observe("transfers", file(List.of(span("worker.transfer.recv", "w1", 0, 1, ""))))
            .get("result");

    assertThat(result.get("messages").asLong()).isEqualTo(1);
    for (String figure :
        List.of("keys", "logical_bytes", "wire_bytes", "bandwidth_per_stream", "p50_bytes")) {
      assertThat(result.get(figure).isNull()).as(figure).isTrue();
    }
    assertThat(result.get("wire_s").asDouble()).isEqualTo(1);
  }

  @Test
  void sizes_go_by_fours_from_four_kibibytes() throws IOException {
    List<String> spans = new ArrayList<>();
    for (long bytes : new long[] {0, 4095, 4096, 16383, 16384, 1 << 20}) {
      spans.add(span("worker.transfer.recv", "w1", spans.size(), 1, sizes(bytes, bytes)));
    }
    List<String> found = new ArrayList<>();
    new Sonde(folder)
        .observe("transfers", file(spans))
        .get("result")
        .get("sizes")
        .forEach(s ->
            found.add(s.get("from_bytes") + "-" + s.get("to_bytes") + ": " + s.get("messages")));

    assertThat(found)
        .containsExactly("0-4096: 2", "4096-16384: 2", "16384-65536: 1", "1048576-4194304: 1");
  }

  @Test
  void what_is_under_way_at_a_moment_has_its_age() {
    Path capture = Sonde.capture("transfer_bound", "otlp.jsonl.gz", folder);
    JsonNode open =
        new Sonde(folder)
            .observe("transfers", capture, "--at", "1s", "--limit", "100")
            .get("result")
            .get("in_flight");

    assertThat(open).isNotEmpty();
    for (JsonNode one : open) {
      assertThat(one.get("age_s").asDouble()).isBetween(0.0, 1.0);
      assertThat(one.get("task").asText()).contains("rechunk");
    }
  }

  @Test
  void a_source_without_transfers_says_what_would_be_needed() throws IOException {
    Sonde.Ran ran =
        new Sonde(folder)
            .run("observe", "transfers", file(List.of(span("worker.exec.call", "w1", 0, 1, ""))));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("Nothing moved here").contains("transfer.key");
  }

  private static double share(JsonNode result, String stage) {
    for (JsonNode one : result.get("stages")) {
      if (one.get("name").asText().equals(stage)) {
        return one.get("share_of_capacity").asDouble();
      }
    }
    throw new AssertionError("no stage " + stage);
  }

  private static long sum(JsonNode rows, String column) {
    long sum = 0;
    for (JsonNode row : rows) {
      sum += row.get(column).asLong();
    }
    return sum;
  }

  private static String sizes(long logical, long wire) {
    return "\"logical_bytes\": %d, \"wire_bytes\": %d, ".formatted(logical, wire);
  }

  private int spanIds;

  private String span(String name, String worker, double startS, double seconds, String more) {
    long start = 1_790_000_000_000_000_000L + Math.round(startS * 1e9);
    return "{\"name\": \"%s\", \"worker\": \"%s\", \"span_id\": %d, %s\"start_ns\": %d, \"end_ns\": %d}"
        .formatted(name, worker, ++spanIds, more, start, start + Math.round(seconds * 1e9));
  }

  private Path file(List<String> spans) throws IOException {
    return Files.writeString(folder.resolve("spans.json"), "[" + String.join(",\n", spans) + "]");
  }
}
