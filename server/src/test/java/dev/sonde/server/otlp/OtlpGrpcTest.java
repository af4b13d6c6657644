package dev.sonde.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.Http2;
import dev.sonde.server.Requests;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class OtlpGrpcTest {

  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
  private static final String LOGS = "/opentelemetry.proto.collector.logs.v1.LogsService/Export";
  private static final String METRICS =
      "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

  private final FakeLiveStore store = new FakeLiveStore();
  private SondeServer server;
  private Http2 client;

  @BeforeEach
  void start() throws Exception {
    start(ServerOptions.DEFAULTS.withPorts(-1, -1, 0));
  }

  private void start(ServerOptions options) throws Exception {
    server = SondeServer.start(options, store);
    client = new Http2(server.addresses().otlpGrpc());
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private static void assertOk(Http2.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers().get("content-type")).isEqualTo("application/grpc");
    assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
    assertThat(answer.body()).isEqualTo(new byte[5]);
  }

  private static void assertError(Http2.Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.grpc("grpc-status")).isEqualTo(Integer.toString(status));
    assertThat(answer.grpc("grpc-message")).isNotBlank();
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void all_three_services_keep_what_comes() throws Exception {
    assertOk(client.call(TRACES, Http2.framed(0, Requests.spans(1, 5))));
    assertOk(client.call(LOGS, Http2.framed(0, Requests.logs(4))));
    assertOk(client.call(METRICS, Http2.framed(0, Requests.points(3))));
    assertOk(client.call(METRICS, Http2.framed(0, new byte[0])));
    assertThat(store.records().stream().filter(Span.class::isInstance)).hasSize(5);
    assertThat(store.records().stream().filter(Event.class::isInstance)).hasSize(4);
    assertThat(store.records().stream().filter(Sample.class::isInstance)).hasSize(3);
  }

  @Test
  void messages_may_be_compressed() throws Exception {
    byte[] body = Requests.spans(1, 500);
    assertOk(client.call(TRACES, Http2.framed(1, Requests.gzip(body)), "grpc-encoding", "gzip"));
    assertOk(client.call(TRACES, Http2.framed(1, Requests.zstd(body)), "grpc-encoding", "zstd"));
    assertOk(client.call(TRACES, Http2.framed(0, body), "grpc-encoding", "gzip"));
    assertThat(store.ledger().totals().stored()).isEqualTo(500);
    assertThat(store.ledger().totals().duplicate()).isEqualTo(1_000);
  }

  @Test
  void a_message_of_several_megabytes_gets_through() throws Exception {
    byte[] body = Requests.spans(1, 120_000);
    assertThat(body.length).isGreaterThan(6_000_000);
    assertOk(client.call(TRACES, Http2.framed(0, body)));
    assertThat(store.records()).hasSize(120_000);
  }

  @Test
  void what_was_rejected_is_said_in_the_answer() throws Exception {
    Http2.Answer answer = client.call(TRACES, Http2.framed(0, Requests.spans(1, 5, 2)));
    assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
    var reply =
        ExportTraceServiceResponse.parseFrom(
            Arrays.copyOfRange(answer.body(), 5, answer.body().length));
    assertThat(reply.getPartialSuccess().getRejectedSpans()).isEqualTo(2);
    assertThat(store.records()).hasSize(3);
  }

  @Test
  void an_overloaded_store_is_exhausted_and_says_when_to_come_again() throws Exception {
    store.behave(store.refusing("queue", Duration.ofMillis(2_500)));
    Http2.Answer answer = client.call(TRACES, Http2.framed(0, Requests.spans(1, 5)));
    assertError(answer, 8);
    CodedInputStream status =
        CodedInputStream.newInstance(
            Base64.getDecoder().decode(answer.grpc("grpc-status-details-bin")));
    assertThat(status.readTag()).isEqualTo(1 << 3);
    assertThat(status.readInt32()).isEqualTo(8);
    assertThat(status.readTag()).isEqualTo((2 << 3) | 2);
    assertThat(status.readString()).isEqualTo("no room now");
    assertThat(status.readTag()).isEqualTo((3 << 3) | 2);
    com.google.protobuf.Any any = com.google.protobuf.Any.parseFrom(status.readByteArray());
    assertThat(any.getTypeUrl()).isEqualTo("type.googleapis.com/google.rpc.RetryInfo");
    CodedInputStream info = any.getValue().newCodedInput();
    assertThat(info.readTag()).isEqualTo((1 << 3) | 2);
    com.google.protobuf.Duration delay =
        com.google.protobuf.Duration.parseFrom(info.readByteArray());
    assertThat(delay.getSeconds()).isEqualTo(2);
    assertThat(delay.getNanos()).isEqualTo(500_000_000);
    assertThat(store.ledger().totals().refused()).isEqualTo(Map.of("queue", 5L));
  }

  @Test
  void what_is_too_large_is_exhausted_for_good() throws Exception {
    close();
    start(ServerOptions.DEFAULTS.withPorts(-1, -1, 0).withLimits(10_000, 100_000));
    Http2.Answer large = client.call(TRACES, Http2.framed(0, new byte[10_001]));
    assertError(large, 8);
    assertThat(large.grpc("grpc-status-details-bin")).isNull();
    byte[] bomb = Http2.framed(1, Requests.gzip(new byte[5_000_000]));
    assertError(client.call(TRACES, bomb, "grpc-encoding", "gzip"), 8);
  }

  @Test
  void what_is_not_there_is_unimplemented() throws Exception {
    byte[] call = Http2.framed(0, new byte[0]);
    assertError(client.call("/grpc.health.v1.Health/Check", call), 12);
    assertError(client.call(TRACES + "More", call), 12);
    assertError(client.call(TRACES, Http2.framed(1, new byte[3]), "grpc-encoding", "snappy"), 12);
  }

  @Test
  void what_makes_no_sense_is_an_invalid_argument() throws Exception {
    byte[] body = Requests.spans(1, 5);
    assertError(client.call(TRACES, new byte[0]), 3);
    assertError(client.call(TRACES, new byte[] {0, 0, 0}), 3);
    assertError(client.call(TRACES, Http2.framed(1, body)), 3);
    assertError(client.call(TRACES, Http2.framed(7, body)), 3);
    assertError(client.call(TRACES, Http2.framed(0, Arrays.copyOf(body, body.length - 3))), 3);
    byte[] framed = Http2.framed(0, body);
    assertError(client.call(TRACES, Arrays.copyOf(framed, framed.length - 3)), 3);
    byte[] two = Arrays.copyOf(framed, framed.length + 5);
    assertError(client.call(TRACES, two), 3);
    assertThat(store.records()).isEmpty();
  }

  @Test
  void a_path_of_grpc_takes_nothing_else() throws Exception {
    assertThat(client.ask("POST", TRACES, new byte[5], "content-type", "text/plain").status())
        .isEqualTo(415);
  }
}
