package dev.sonde.server.otlp;

import static dev.sonde.server.Client.JSON;
import static dev.sonde.server.Client.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.Event;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.server.Client;
import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.RawHttp;
import dev.sonde.server.Requests;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class OtlpHttpTest {

  private static final ServerOptions ANY = ServerOptions.DEFAULTS.withPorts(0, -1, -1);

  private final FakeLiveStore store = new FakeLiveStore();
  private SondeServer server = SondeServer.start(ANY, store);
  private Client client = new Client(server.addresses().http());

  private void restart(ServerOptions options) {
    close();
    server = SondeServer.start(options, store);
    client = new Client(server.addresses().http());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private Ledger.Totals books() {
    Ledger.Totals books = store.ledger().totals();
    assertThat(books.received())
        .isEqualTo(
            books.stored()
                + books.duplicate()
                + sum(books.refused())
                + sum(books.rejected())
                + sum(books.dropped()));
    return books;
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void all_three_signals_are_kept_and_answered_in_protobuf() throws Exception {
    HttpResponse<byte[]> traces = client.post("/v1/traces", PROTOBUF, Requests.spans(1, 5));
    HttpResponse<byte[]> logs = client.post("/v1/logs", PROTOBUF, Requests.logs(4));
    HttpResponse<byte[]> metrics = client.post("/v1/metrics", PROTOBUF, Requests.points(3));
    for (HttpResponse<byte[]> answer : List.of(traces, logs, metrics)) {
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("content-type")).hasValue(PROTOBUF);
      assertThat(answer.body()).isEmpty();
    }
    assertThat(store.records().stream().filter(Span.class::isInstance)).hasSize(5);
    assertThat(store.records().stream().filter(Event.class::isInstance)).hasSize(4);
    assertThat(store.records().stream().filter(Sample.class::isInstance)).hasSize(3);
    assertThat(books().stored()).isEqualTo(12);
  }

  @Test
  void json_is_kept_and_answered_in_json_and_unknown_fields_are_passed_over() throws Exception {
    HttpResponse<byte[]> answer =
        client.post("/v1/traces", "application/json; charset=utf-8", Requests.json(2, 0));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("content-type")).hasValue(JSON);
    assertThat(Client.text(answer)).isEqualTo("{}");
    Span span = (Span) store.records().getFirst();
    assertThat(span.id().traceHex()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(span.id().spanHex()).isEqualTo("eee19b7ec3c1b100");
    assertThat(span.kind()).isEqualTo(Span.Kind.SERVER);
  }

  @Test
  void compressed_bodies_are_the_same_request() throws Exception {
    byte[] body = Requests.spans(1, 5);
    assertThat(client.post("/v1/traces", PROTOBUF, body).statusCode()).isEqualTo(200);
    for (String[] packed : new String[][] {{"gzip"}, {"GZIP"}, {"zstd"}, {"identity"}}) {
      byte[] bytes =
          switch (packed[0]) {
            case "zstd" -> Requests.zstd(body);
            case "identity" -> body;
            default -> Requests.gzip(body);
          };
      assertThat(
              client
                  .post("/v1/traces", PROTOBUF, bytes, "content-encoding", packed[0])
                  .statusCode())
          .isEqualTo(200);
    }
    assertThat(books().stored()).isEqualTo(5);
    assertThat(books().duplicate()).isEqualTo(20);
  }

  @Test
  void the_same_bytes_for_another_signal_are_another_request() throws Exception {
    byte[] empty = {0x0a, 0x00};
    client.post("/v1/traces", PROTOBUF, empty);
    client.post("/v1/traces", PROTOBUF, Requests.spans(1, 2));
    client.post("/v1/traces", PROTOBUF, Requests.spans(2, 2));
    assertThat(books().stored()).isEqualTo(4);
    assertThat(store.arrivals().stream().map(a -> a.digest()).distinct()).hasSize(2);
  }

  @Test
  void a_request_without_records_succeeds() throws Exception {
    assertThat(client.post("/v1/traces", PROTOBUF, new byte[0]).statusCode()).isEqualTo(200);
    assertThat(client.post("/v1/logs", JSON, "{}").statusCode()).isEqualTo(200);
    assertThat(client.post("/v1/metrics", JSON, "{\"new\":{}}").statusCode()).isEqualTo(200);
    assertThat(books().received()).isZero();
  }

  @Test
  void what_cannot_be_placed_in_time_is_rejected_and_the_rest_is_kept() throws Exception {
    HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, Requests.spans(1, 5, 2));
    assertThat(answer.statusCode()).isEqualTo(200);
    var partial = ExportTraceServiceResponse.parseFrom(answer.body()).getPartialSuccess();
    assertThat(partial.getRejectedSpans()).isEqualTo(2);
    assertThat(partial.getErrorMessage()).contains("2 of 5").contains("missing_time");
    HttpResponse<byte[]> json = client.post("/v1/traces", JSON, Requests.json(3, 1));
    assertThat(Client.text(json))
        .startsWith("{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"1 of 3");
    assertThat(books().rejected()).isEqualTo(Map.of("missing_time", 3L));
    assertThat(books().stored()).isEqualTo(5);
  }

  @Test
  void partial_success_has_a_name_for_each_signal() throws Exception {
    byte[] log = {0x0a, 0x04, 0x12, 0x02, 0x12, 0x00};
    assertThat(
            ExportLogsServiceResponse.parseFrom(client.post("/v1/logs", PROTOBUF, log).body())
                .getPartialSuccess()
                .getRejectedLogRecords())
        .isEqualTo(1);
    byte[] point = {0x0a, 0x08, 0x12, 0x06, 0x12, 0x04, 0x2a, 0x02, 0x0a, 0x00};
    assertThat(
            ExportMetricsServiceResponse.parseFrom(
                    client.post("/v1/metrics", PROTOBUF, point).body())
                .getPartialSuccess()
                .getRejectedDataPoints())
        .isEqualTo(1);
    String none = "{\"resourceLogs\":[{\"scopeLogs\":[{\"logRecords\":[{}]}]}]}";
    assertThat(Client.text(client.post("/v1/logs", JSON, none))).contains("\"rejectedLogRecords\"");
    assertThat(books().rejected()).isEqualTo(Map.of("missing_time", 3L));
  }

  @Test
  void what_cannot_be_decoded_is_an_error_with_a_status_in_the_requests_encoding()
      throws Exception {
    byte[] body = Requests.spans(1, 5);
    byte[] cut = Arrays.copyOf(body, body.length - 7);
    HttpResponse<byte[]> answer = client.post("/v1/traces", PROTOBUF, cut);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("content-type")).hasValue(PROTOBUF);
    assertThat(answer.headers().firstValue("retry-after")).isEmpty();
    assertStatus(answer.body(), 3);
    HttpResponse<byte[]> json = client.post("/v1/traces", JSON, "{\"resourceSpans\":[{");
    assertThat(json.statusCode()).isEqualTo(400);
    assertThat(Client.text(json))
        .startsWith("{\"code\":3,\"message\":\"the body cannot be decoded");
    assertThat(store.records()).isEmpty();
    assertThat(books().rejected()).isEqualTo(Map.of("malformed", 6L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "5", "\"x\"", "null", "[]", "nonsense", "{\"a\":"})
  void json_that_is_no_request_is_an_error(String body) throws Exception {
    assertThat(client.post("/v1/logs", JSON, body).statusCode()).isEqualTo(400);
    assertThat(books().rejected()).isEqualTo(Map.of("malformed", 1L));
  }

  private static void assertStatus(byte[] status, int code) throws Exception {
    CodedInputStream in = CodedInputStream.newInstance(status);
    assertThat(in.readTag()).isEqualTo(1 << 3);
    assertThat(in.readInt32()).isEqualTo(code);
    assertThat(in.readTag()).isEqualTo((2 << 3) | 2);
    assertThat(in.readStringRequireUtf8()).isNotBlank();
    assertThat(in.isAtEnd()).isTrue();
  }

  @Test
  void other_content_types_and_encodings_are_not_taken() throws Exception {
    byte[] body = Requests.spans(1, 1);
    assertThat(client.post("/v1/traces", "text/plain", body).statusCode()).isEqualTo(415);
    assertThat(client.post("/v1/traces", "", body).statusCode()).isEqualTo(415);
    assertThat(client.post("/v1/traces", PROTOBUF, body, "content-encoding", "br").statusCode())
        .isEqualTo(415);
    assertThat(
            RawHttp.ask(server.addresses().http(), "GET /v1/traces HTTP/1.1\nHost: localhost")
                .status())
        .isEqualTo(405);
    assertThat(books().received()).isZero();
  }

  @Test
  void a_body_is_bounded_after_decompression() throws Exception {
    restart(ANY.withLimits(100_000, 1_000_000));
    byte[] bomb = Requests.gzip(new byte[50_000_000]);
    assertThat(bomb.length).isLessThan(100_000);
    HttpResponse<byte[]> answer =
        client.post("/v1/traces", PROTOBUF, bomb, "content-encoding", "gzip");
    assertThat(answer.statusCode()).isEqualTo(413);
    assertStatus(answer.body(), 8);
    assertThat(
            client
                .post(
                    "/v1/traces",
                    PROTOBUF,
                    Requests.zstd(new byte[50_000_000]),
                    "content-encoding",
                    "zstd")
                .statusCode())
        .isEqualTo(413);
    assertThat(client.post("/v1/traces", PROTOBUF, new byte[100_001]).statusCode()).isEqualTo(413);
    byte[] most = Requests.spans(1, 1_000);
    assertThat(most.length).isLessThan(100_000);
    assertThat(client.post("/v1/traces", PROTOBUF, most).statusCode()).isEqualTo(200);
    assertThat(books().rejected()).isEqualTo(Map.of("too_large", 3L));
  }

  @Test
  void damaged_compression_is_an_error() throws Exception {
    byte[] packed = Requests.gzip(Requests.spans(1, 50));
    for (String encoding : List.of("gzip", "zstd")) {
      for (byte[] body :
          List.of(new byte[0], Arrays.copyOf(packed, packed.length / 2), new byte[9])) {
        assertThat(
                client
                    .post("/v1/traces", PROTOBUF, body, "content-encoding", encoding)
                    .statusCode())
            .as("%s of %s bytes", encoding, body.length)
            .isEqualTo(400);
      }
    }
    assertThat(books().stored()).isZero();
  }

  @Test
  void an_overloaded_store_is_said_with_when_to_come_again() throws Exception {
    store.behave(store.refusing("queue", Duration.ofSeconds(3)));
    HttpResponse<byte[]> busy = client.post("/v1/traces", PROTOBUF, Requests.spans(1, 5, 1));
    assertThat(busy.statusCode()).isEqualTo(429);
    assertThat(busy.headers().firstValue("retry-after")).hasValue("3");
    assertStatus(busy.body(), 8);
    store.behave(store.refusing("disk", Duration.ofMillis(1500)));
    HttpResponse<byte[]> full = client.post("/v1/logs", JSON, Requests.json(1, 0));
    assertThat(full.statusCode()).isEqualTo(503);
    assertThat(full.headers().firstValue("retry-after")).hasValue("2");
    assertThat(Client.text(full)).startsWith("{\"code\":14,");
    store.behave(arrival ->
        CompletableFuture.failedFuture(new OverloadedException("disk", "full", Duration.ZERO)));
    assertThat(client.post("/v1/traces", PROTOBUF, Requests.spans(1, 5)).statusCode())
        .isEqualTo(503);
    store.behave(arrival -> CompletableFuture.failedFuture(new StoreException("secret path")));
    HttpResponse<byte[]> failed = client.post("/v1/traces", PROTOBUF, Requests.spans(1, 5));
    assertThat(failed.statusCode()).isEqualTo(503);
    assertThat(Client.text(failed)).doesNotContain("secret path");
    assertThat(books().refused()).isEqualTo(Map.of("queue", 5L, "disk", 1L));
  }

  @Test
  void an_answer_comes_after_the_receipt_and_memory_is_bounded_until_then() throws Exception {
    byte[] body = Requests.spans(1, 1_000);
    restart(ANY.withLimits(body.length, 2L * body.length + 4_096));
    CompletableFuture<Receipt> receipt = new CompletableFuture<>();
    CountDownLatch offered = new CountDownLatch(2);
    store.behave(arrival -> {
      offered.countDown();
      return receipt;
    });
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> client.post("/v1/traces", PROTOBUF, body));
      var second =
          threads.submit(() -> client.post("/v1/traces", PROTOBUF, Requests.spans(2, 1_000)));
      assertThat(offered.await(30, TimeUnit.SECONDS)).isTrue();
      for (String encoding : List.of("gzip", "identity")) {
        byte[] packed =
            encoding.equals("gzip")
                ? Requests.gzip(Requests.spans(3, 900))
                : Requests.spans(3, 900);
        HttpResponse<byte[]> third =
            client.post("/v1/traces", PROTOBUF, packed, "content-encoding", encoding);
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(third.headers().firstValue("retry-after")).hasValue("1");
      }
      assertThat(client.post("/v1/traces", JSON, Requests.json(200, 1)).statusCode())
          .isIn(200, 429);
      assertThat(first.isDone()).isFalse();
      receipt.complete(Receipt.stored(1_000));
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(second.get().statusCode()).isEqualTo(200);
    }
    assertThat(store.ledger().totals().refused().get("memory")).isGreaterThanOrEqualTo(1_800);
    store.behave(store::keep);
    assertThat(client.post("/v1/traces", PROTOBUF, body).statusCode()).isEqualTo(200);
  }

  @Test
  void secrets_do_not_reach_the_store() throws Exception {
    String json =
        Requests.json(1, 0)
            .replace(
                "\"name\":\"s\"",
                "\"name\":\"s\",\"attributes\":[{\"key\":\"db.password\",\"value\":{\"stringValue\":\"hunter2\"}},"
                    + "{\"key\":\"gen_ai.usage.input_tokens\",\"value\":{\"intValue\":\"7\"}}]");
    assertThat(client.post("/v1/traces", JSON, json).statusCode()).isEqualTo(200);
    assertThat(store.records().toString())
        .doesNotContain("hunter2")
        .contains("[redacted]")
        .contains("Int[value=7]");
  }

  @Test
  void a_body_in_chunks_is_as_good() throws Exception {
    byte[] body = Requests.spans(1, 50);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.addresses().http() + "/v1/traces"))
            .header("content-type", PROTOBUF)
            .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
    }
    assertThat(store.records()).hasSize(50);
  }
}
