package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two workers of two slots. a-0 is done on w1; a-1 runs there, announced alone, as its span comes at its
 * end; a-2 runs there with an open span; a-3 waits on w2 for a-0, which is on its way; a-4 is queued, a-5
 * waits for it, a-6 is ready on w2.
 */
@DisplayName("A system that is at work")
class LiveSystemTest {

  private static final long START = 1_790_000_000_000_000_000L;
  private static final String RUN = "r1";

  @TempDir static Path folder;

  private static Serving serving;

  @BeforeAll
  static void serve() {
    serving = Serving.live(folder);
    offer(event(0, "worker.added", "worker.id", "w1", "worker.threads", 2L));
    offer(event(0, "worker.added", "worker.id", "w2", "worker.threads", 2L));
    for (int i = 0; i < 7; i++) {
      offer(moves(100 + i, "a-" + i, "", "submitted", null));
    }
    offer(moves(1000, "a-0", "submitted", "processing", "w1"));
    offer(span("a", 1000, 2000, 1, "w1", "task.key", "a-0"));
    offer(moves(2000, "a-0", "processing", "memory", "w1"));
    for (String[] each : new String[][] {{"a-1", "w1"}, {"a-2", "w1"}, {"a-3", "w2"}}) {
      offer(moves(3000, each[0], "submitted", "processing", each[1]));
    }
    offer(span("a", 3100, -1, 2, "w1", "task.key", "a-2"));
    offer(moves(3200, "a-4", "submitted", "queued", null));
    offer(moves(3300, "a-5", "submitted", "waiting", null));
    offer(moves(3400, "a-6", "submitted", "ready", "w2"));
    offer(
        span(
            "fetch",
            3500,
            -1,
            3,
            "w2",
            "transfer.key",
            "a-0",
            "transfer.from",
            "w1",
            "transfer.to",
            "w2",
            "transfer.bytes",
            1000L,
            "task.key",
            "a-3"));
    offer(span("heartbeat", 4000, 4500, 4, "w1", "note", "the end of what is known"));
    serving.awaitRecords(21);
  }

  @AfterAll
  static void close() {
    serving.close();
  }

  private static void offer(WideEvent record) {
    serving.offer(record);
  }

  private static long at(long millis) {
    return START + millis * 1_000_000;
  }

  private static Attributes attributes(Object... pairs) {
    Attributes.Builder attributes = Attributes.builder();
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i + 1] instanceof Long number) {
        attributes.put((String) pairs[i], number);
      } else {
        attributes.put((String) pairs[i], (String) pairs[i + 1]);
      }
    }
    return attributes.build();
  }

  private static Event event(long millis, String name, Object... pairs) {
    return new Event(
        new Origin(attributes("service.name", "scheduler", "run.id", RUN)),
        at(millis),
        name,
        0,
        null,
        SpanId.NONE,
        attributes(pairs),
        Attributes.EMPTY);
  }

  private static Event moves(long millis, String key, String from, String to, String worker) {
    Attributes.Builder said =
        Attributes.builder()
            .put("task.key", key)
            .put("task.prefix", "a")
            .put("task.state.from", from)
            .put("task.state.to", to);
    if (worker != null) {
      said.put("worker.id", worker);
    }
    if (key.equals("a-5")) {
      said.put("task.dependencies", new Value.Array(List.of(Value.of("a-4"))));
    }
    return new Event(
        new Origin(attributes("service.name", "scheduler", "run.id", RUN)),
        at(millis),
        "task.transition",
        0,
        null,
        SpanId.NONE,
        said.build(),
        Attributes.EMPTY);
  }

  /**
   * @param until -1 where it is open
   */
  private static Span span(
      String name, long from, long until, long id, String worker, Object... pairs) {
    return new Span(
        new Origin(attributes("service.name", "worker", "worker.id", worker, "run.id", RUN)),
        new SpanId(1, 1, id),
        0,
        name,
        Span.Kind.INTERNAL,
        at(from),
        until < 0 ? Span.OPEN : at(until),
        Span.Status.UNSET,
        "",
        attributes(pairs),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private static JsonNode result(Object... words) {
    Object[] all = new Object[words.length + 1];
    all[0] = words[0];
    all[1] = serving.address();
    System.arraycopy(words, 1, all, 2, words.length - 1);
    return new Sonde(folder).observe(all).get("result");
  }

  @Test
  void the_cluster_has_tasks_by_state_and_workers_at_work() {
    JsonNode cluster = result("cluster");
    assertThat(cluster.at("/state/processing").asLong()).isEqualTo(3);
    assertThat(cluster.at("/state/memory").asLong()).isEqualTo(1);
    assertThat(cluster.at("/state/queued").asLong()).isEqualTo(1);
    assertThat(cluster.at("/state/waiting").asLong()).isEqualTo(1);
    assertThat(cluster.at("/state/ready").asLong()).isEqualTo(1);
    assertThat(cluster.at("/workers_idle").asLong()).isZero();
    assertThat(cluster.at("/workers").findValuesAsText("status")).containsOnly("running");
    assertThat(cluster.at("/at_ns").asText()).isEqualTo(Long.toString(at(4500)));
  }

  @Test
  void workers_say_what_they_are_at() {
    JsonNode rows = result("workers", "--sort", "worker").get("rows");
    assertThat(rows.findValuesAsText("processing")).containsExactly("2", "1");
    assertThat(rows.findValuesAsText("ready")).containsExactly("0", "1");
    assertThat(rows.findValuesAsText("status")).containsExactly("running", "running");
  }

  @Test
  void what_waits_says_since_when() {
    JsonNode queued = result("queued", "--sort", "key").get("rows");
    assertThat(queued.findValuesAsText("key")).containsExactly("a-4", "a-6");
    assertThat(queued.findValuesAsText("since_ns"))
        .containsExactly(Long.toString(at(3200)), Long.toString(at(3400)));
    JsonNode blocked = result("blocked").get("rows");
    assertThat(blocked.findValuesAsText("key")).containsExactly("a-5");
    assertThat(blocked.at("/0/since_ns").asText()).isEqualTo(Long.toString(at(3300)));
    assertThat(blocked.at("/0/waiting_for/0").asText()).isEqualTo("a-4");
  }

  @Test
  void transfers_under_way_are_as_old_as_what_is_known() {
    JsonNode flight = result("transfers").get("in_flight");
    assertThat(flight).hasSize(1);
    assertThat(flight.at("/0/key").asText()).isEqualTo("a-0");
    assertThat(flight.at("/0/from").asText()).isEqualTo("w1");
    assertThat(flight.at("/0/to").asText()).isEqualTo("w2");
    assertThat(flight.at("/0/age_s").asDouble()).isEqualTo(1.0);
  }

  @Test
  void metrics_tell_the_same() throws java.io.IOException {
    String text;
    try (java.io.InputStream in =
        java.net.URI.create(serving.address() + "/metrics").toURL().openStream()) {
      text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    assertThat(text)
        .contains("sonde_tasks{state=\"processing\"} 3\n", "sonde_workers{status=\"running\"} 2\n")
        .contains("sonde_records_received_total 21\n", "sonde_records_stored_total 21\n");
  }
}
