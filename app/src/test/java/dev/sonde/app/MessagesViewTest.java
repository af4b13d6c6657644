package dev.sonde.app;

import static dev.sonde.app.Telling.START;
import static dev.sonde.app.Telling.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Messages: who sent to whom, how long it took, what was lost")
class MessagesViewTest {

  private static final Map<String, Object> NOBODY = Map.of();

  @TempDir Path folder;

  /** What is true of a link. */
  private static final class Truth {
    long count;
    long bytes;
    long lost;
    final List<Double> latencies = new ArrayList<>();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void every_link_has_the_messages_that_were_sent_over_it(long seed) {
    Random random = new Random(seed);
    Telling telling = new Telling();
    Map<String, Truth> links = new TreeMap<>();
    Map<String, long[]> parties = new TreeMap<>();
    long lost = 0;
    long redelivered = 0;
    long unpaired = 0;
    long skewed = 0;
    for (int i = 0; i < 400; i++) {
      // Every id is used twice: by a request, and by the answer the other way.
      String from = "p" + random.nextInt(4);
      String to = i % 5 == 0 ? from : "q" + random.nextInt(4);
      String id = "m" + i / 2;
      if (i % 2 == 1) {
        from = "a" + i % 3;
      }
      long sent = random.nextInt(1_000_000);
      long size = random.nextInt(500);
      int kind = random.nextInt(12);
      Truth link = links.computeIfAbsent(from + " " + to, key -> new Truth());
      link.count++;
      if (kind != 0) {
        telling.event(NOBODY, sent, "message.sent", message(id, from, to, size));
        parties.computeIfAbsent(from, key -> new long[2])[0]++;
        link.bytes += size;
      } else {
        unpaired++;
      }
      if (kind == 1) {
        lost++;
        link.lost++;
        continue;
      }
      long took = kind == 2 ? -random.nextInt(1, 100) : random.nextInt(10_000);
      telling.event(NOBODY, sent + took, "message.received", message(id, from, to, null));
      parties.computeIfAbsent(to, key -> new long[2])[1]++;
      if (kind == 3) {
        telling.event(NOBODY, sent + took + 7, "message.received", message(id, from, to, null));
        redelivered++;
      }
      if (kind != 0) {
        link.latencies.add(Math.max(0, took) / 1e9);
        skewed += took < 0 ? 1 : 0;
      }
    }
    Path file = telling.shuffled(random).to(folder.resolve("messages.jsonl"));
    JsonNode result = messages(file, "--limit", "1000").get("result");

    assertThat(result.get("messages").asLong()).as("seed %d", seed).isEqualTo(400);
    assertThat(result.get("lost").asLong()).as("seed %d", seed).isEqualTo(lost);
    assertThat(result.get("in_flight").asLong()).isZero();
    assertThat(result.get("unpaired").asLong()).as("seed %d", seed).isEqualTo(unpaired);
    assertThat(result.get("redelivered").asLong()).as("seed %d", seed).isEqualTo(redelivered);
    assertThat(result.get("clock_skew").asLong()).as("seed %d", seed).isEqualTo(skewed);
    assertThat(result.get("links")).hasSize(links.size());
    for (JsonNode link : result.get("links")) {
      String name = link.get("from").asText() + " " + link.get("to").asText();
      Truth truth = links.get(name);
      assertThat(link.get("count").asLong()).as(name).isEqualTo(truth.count);
      assertThat(link.get("lost").asLong()).as(name).isEqualTo(truth.lost);
      assertThat(link.get("bytes").asLong()).as(name).isEqualTo(truth.bytes);
      if (truth.latencies.isEmpty()) {
        assertThat(link.get("latency_p50_s").isNull()).as(name).isTrue();
      } else {
        assertThat(link.get("latency_p50_s").asDouble())
            .as(name)
            .isCloseTo(ThingsTruth.rank(truth.latencies, 0.5), within(1e-12));
        assertThat(link.get("latency_p99_s").asDouble())
            .as(name)
            .isCloseTo(ThingsTruth.rank(truth.latencies, 0.99), within(1e-12));
      }
    }
    Map<String, long[]> told = new TreeMap<>();
    result
        .get("parties")
        .forEach(party ->
            told.put(
                party.get("name").asText(),
                new long[] {party.get("sent").asLong(), party.get("received").asLong()}));
    assertThat(told.keySet()).isEqualTo(parties.keySet());
    told.forEach((name, counts) -> assertThat(counts).as(name).isEqualTo(parties.get(name)));
  }

  private static Map<String, Object> message(String id, String from, String to, Object size) {
    return said(
        "message.id", id, "message.from", from, "message.to", to, "message.size_bytes", size);
  }

  @Test
  void a_side_that_is_not_named_is_the_agent_or_the_service_and_known_from_the_other_end() {
    Telling telling = new Telling();
    telling.event(said("service.name", "shop"), 1, "message.sent", said("message.id", "1"));
    telling.event(
        said("service.name", "host", "gen_ai.agent.name", "Writer"),
        4,
        "message.received",
        said("message.id", "1"));
    JsonNode link = messages(telling.to(folder.resolve("sides.jsonl"))).at("/result/links/0");
    assertThat(link.get("from").asText()).isEqualTo("shop");
    assertThat(link.get("to").asText()).isEqualTo("Writer");
    assertThat(link.get("latency_p50_s").asDouble()).isCloseTo(3e-9, within(1e-15));
    assertThat(link.get("bytes").isNull()).isTrue();
  }

  @Test
  void what_has_not_arrived_is_in_flight_while_its_run_is_under_way_and_lost_when_it_is_over() {
    Map<String, Object> run = said("run.id", "r");
    Telling telling = new Telling();
    telling.event(run, 0, "run.started", said("run.name", "n"));
    telling.event(run, 5, "message.sent", message("1", "a", "b", 10));
    JsonNode open = messages(telling.to(folder.resolve("open.jsonl"))).get("result");
    assertThat(open.get("lost").asLong()).isZero();
    assertThat(open.get("in_flight").asLong()).isEqualTo(1);
    assertThat(open.at("/unreceived/0/id").asText()).isEqualTo("1");

    telling.event(run, 9, "run.finished", said("run.status", "ok"));
    Path over = telling.to(folder.resolve("over.jsonl"));
    JsonNode ended = messages(over).get("result");
    assertThat(ended.get("lost").asLong()).isEqualTo(1);
    assertThat(ended.get("in_flight").asLong()).isZero();
    assertThat(ended.at("/unreceived/0/sent_ns").asLong()).isEqualTo(START + 5);
    assertThat(new Sonde(folder).run("observe", "messages", over).out())
        .contains("1 of 1 messages were sent and never received.");
  }

  @Test
  void an_event_without_an_id_is_neither_lost_nor_received() {
    Telling telling = new Telling();
    telling.event(NOBODY, 1, "message.sent", said("message.from", "a", "message.to", "b"));
    telling.event(NOBODY, 2, "message.received", said("message.from", "a", "message.to", "b"));
    JsonNode result = messages(telling.to(folder.resolve("without.jsonl"))).get("result");
    assertThat(result.get("lost").asLong()).isZero();
    assertThat(result.get("unpaired").asLong()).isZero();
    assertThat(result.get("without_id").asLong()).isEqualTo(2);
  }

  @Test
  void a_window_has_the_messages_that_were_sent_in_it_wherever_they_arrive() {
    Telling telling = new Telling().span(NOBODY, 1, 0, "run", 0, 10_000_000_000L, said());
    telling.event(NOBODY, 1_000_000_000L, "message.sent", message("1", "a", "b", null));
    telling.event(NOBODY, 5_000_000_000L, "message.received", message("1", "a", "b", null));
    telling.event(NOBODY, 6_000_000_000L, "message.sent", message("2", "a", "b", null));
    telling.event(NOBODY, 7_000_000_000L, "message.received", message("2", "a", "b", null));
    Path file = telling.to(folder.resolve("window.jsonl"));
    JsonNode result = messages(file, "--start", "0s", "--duration", "3s").get("result");
    assertThat(result.get("messages").asLong()).isEqualTo(1);
    assertThat(result.get("lost").asLong()).isZero();
    assertThat(result.get("latency_max_s").asDouble()).isEqualTo(4.0);
  }

  @Test
  void a_capture_without_messages_says_what_they_are_told_by() {
    Path file = Sonde.capture("failures", "otlp.jsonl.gz", folder);
    assertThat(messages(file).at("/result/messages").asLong()).isZero();
    assertThat(new Sonde(folder).run("observe", "messages", file).out()).contains("message.sent");
  }

  private JsonNode messages(Path file, String... options) {
    List<Object> words = new ArrayList<>(List.of("messages", file));
    words.addAll(List.of(options));
    return new Sonde(folder).observe(words.toArray());
  }
}
