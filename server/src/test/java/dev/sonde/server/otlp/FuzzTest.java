package dev.sonde.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.store.Ledger;
import dev.sonde.server.Client;
import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.Http2;
import dev.sonde.server.RawHttp;
import dev.sonde.server.Requests;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes: an answer of success or of the client's fault, and books that balance. */
@Timeout(300)
class FuzzTest {

  private static final String[] PATHS = {"/v1/traces", "/v1/logs", "/v1/metrics"};
  private static final String[] SERVICES = {
    "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
    "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export"
  };
  private static final String[] ENCODINGS = {"identity", "gzip", "zstd"};

  private static final ServerOptions OPTIONS =
      ServerOptions.DEFAULTS.withPorts(0, -1, -1).withLimits(1_000_000, 20_000_000);

  private final FakeLiveStore store = new FakeLiveStore();

  private void assertBalanced() {
    Ledger.Totals books = store.ledger().totals();
    assertThat(books.refused()).isEmpty();
    assertThat(books.dropped()).isEmpty();
    assertThat(books.stored()).isEqualTo(store.records().size());
    assertThat(books.received())
        .isEqualTo(books.stored() + books.duplicate() + sum(books.rejected()));
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static byte[] body(Random random, boolean json) {
    byte[] valid =
        json
            ? Requests.json(1 + random.nextInt(4), random.nextInt(2))
                .getBytes(StandardCharsets.UTF_8)
            : switch (random.nextInt(4)) {
              case 0 -> Requests.logs(1 + random.nextInt(20));
              case 1 -> Requests.points(1 + random.nextInt(20));
              case 2 -> Requests.spans(random.nextInt(9), 1 + random.nextInt(20));
              default -> noise(random, random.nextInt(300));
            };
    return mutated(valid, random);
  }

  private static byte[] noise(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] mutated(byte[] valid, Random random) {
    byte[] bytes = valid.clone();
    for (int n = random.nextInt(6); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes = Arrays.copyOf(bytes, at);
        default -> {
          int more = random.nextInt(40);
          bytes = Arrays.copyOf(bytes, bytes.length + more);
          System.arraycopy(
              bytes, 0, bytes, bytes.length - more, Math.min(more, bytes.length - more));
        }
      }
    }
    return bytes;
  }

  private static byte[] packed(String encoding, byte[] body, Random random) {
    byte[] packed =
        switch (encoding) {
          case "gzip" -> Requests.gzip(body);
          case "zstd" -> Requests.zstd(body);
          default -> body;
        };
    return random.nextInt(3) == 0 ? mutated(packed, random) : packed;
  }

  @Test
  void any_body_over_http_is_answered() throws Exception {
    try (SondeServer server = SondeServer.start(OPTIONS, store);
        Client client = new Client(server.addresses().http())) {
      for (int seed = 0; seed < 3_000; seed++) {
        Random random = new Random(seed);
        boolean json = random.nextBoolean();
        String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
        byte[] body = packed(encoding, body(random, json), random);
        int status =
            client
                .post(
                    PATHS[random.nextInt(PATHS.length)],
                    json ? Client.JSON : Client.PROTOBUF,
                    body,
                    "content-encoding",
                    encoding)
                .statusCode();
        assertThat(status).as("seed %s", seed).isIn(200, 400, 413);
      }
      assertBalanced();
      assertThat(store.records()).isNotEmpty();
      assertThat(client.post(PATHS[0], Client.PROTOBUF, Requests.spans(77, 3)).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void any_call_of_grpc_is_answered() throws Exception {
    try (SondeServer server = SondeServer.start(OPTIONS, store);
        Http2 client = new Http2(server.addresses().http())) {
      for (int seed = 0; seed < 1_500; seed++) {
        Random random = new Random(seed);
        String encoding = ENCODINGS[random.nextInt(ENCODINGS.length)];
        byte[] message = packed(encoding, body(random, false), random);
        int flag =
            random.nextInt(8) == 0 ? random.nextInt(256) : encoding.equals("identity") ? 0 : 1;
        byte[] call = Http2.framed(flag, message);
        byte[] sent = random.nextInt(4) == 0 ? mutated(call, random) : call;
        String service = SERVICES[random.nextInt(SERVICES.length)];
        Http2.Answer answer = client.call(service, sent, "grpc-encoding", encoding);
        assertThat(answer.status()).as("seed %s", seed).isEqualTo(200);
        assertThat(answer.grpc("grpc-status")).as("seed %s", seed).isIn("0", "3", "8", "12");
      }
      assertBalanced();
      assertThat(store.records()).isNotEmpty();
    }
  }

  @Test
  void bytes_that_are_no_http_do_no_harm() throws Exception {
    try (SondeServer server = SondeServer.start(OPTIONS, store)) {
      int port = URI.create(server.addresses().http()).getPort();
      byte[] preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      for (int seed = 0; seed < 200; seed++) {
        Random random = new Random(seed);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.setSoTimeout(20_000);
          if (seed % 2 == 0) {
            socket.getOutputStream().write(preface);
          }
          socket.getOutputStream().write(noise(random, 1 + random.nextInt(2_000)));
          socket.shutdownOutput();
          socket.getInputStream().readAllBytes();
        } catch (IOException e) {
          // It may hang up on such a client.
        }
      }
      assertThat(
              RawHttp.ask(server.addresses().http(), "GET /health HTTP/1.1\nHost: localhost")
                  .status())
          .isEqualTo(200);
      assertBalanced();
    }
  }

  @Test
  void a_client_that_dies_in_the_middle_leaves_nothing() throws Exception {
    try (SondeServer server = SondeServer.start(OPTIONS, store)) {
      int port = URI.create(server.addresses().http()).getPort();
      byte[] body = Requests.spans(1, 2_000);
      String head =
          "POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\n"
              + "Content-Length: "
              + body.length
              + "\r\n\r\n";
      for (int i = 0; i < 50; i++) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(body, 0, body.length / 2 + i);
        }
      }
      try (Client client = new Client(server.addresses().http())) {
        assertThat(client.post("/v1/traces", Client.PROTOBUF, body).statusCode()).isEqualTo(200);
      }
      assertThat(store.records()).hasSize(2_000);
      assertBalanced();
    }
  }
}
