package dev.sonde.server.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.Http2;
import dev.sonde.server.Requests;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each protocol as curl speaks it, which shares no code with us. */
@Tag("slow")
@Timeout(120)
class CurlTest {

  @TempDir private Path folder;

  private final FakeLiveStore store = new FakeLiveStore();

  /** What curl prints: the answer's head, its body, and the trailers. */
  private String curl(byte[] body, String address, String... more) throws Exception {
    Path file = Files.write(folder.resolve("body"), body);
    Path out = folder.resolve("out");
    List<String> command = new ArrayList<>(List.of("curl", "-s", "-i", "--max-time", "30"));
    command.addAll(List.of(more));
    command.addAll(List.of("--data-binary", "@" + file, address));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readString(out, StandardCharsets.ISO_8859_1);
  }

  @Test
  void http_in_both_encodings_and_both_versions() throws Exception {
    try (SondeServer server = SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, 0, 0), store)) {
      String traces = server.addresses().otlpHttp() + "/v1/traces";
      String protobuf = "content-type: application/x-protobuf";
      byte[] body = Requests.spans(1, 3_000);
      assertThat(curl(body, traces, "--http1.1", "-H", protobuf)).startsWith("HTTP/1.1 200");
      assertThat(curl(body, traces, "--http2-prior-knowledge", "-H", protobuf))
          .startsWith("HTTP/2 200");
      assertThat(curl(body, traces, "--http2", "-H", protobuf)).startsWith("HTTP/1.1 200");
      assertThat(curl(Requests.gzip(body), traces, "-H", protobuf, "-H", "content-encoding: gzip"))
          .startsWith("HTTP/1.1 200");
      assertThat(store.ledger().totals().stored()).isEqualTo(3_000);
      assertThat(store.ledger().totals().duplicate()).isEqualTo(9_000);
      byte[] json = Requests.json(3, 1).getBytes(StandardCharsets.UTF_8);
      assertThat(curl(json, traces, "-H", "content-type: application/json"))
          .startsWith("HTTP/1.1 200")
          .contains("{\"partialSuccess\":{\"rejectedSpans\":\"1\"");
      assertThat(curl(json, traces)).startsWith("HTTP/1.1 415");
    }
  }

  @Test
  void a_call_of_grpc_on_every_port() throws Exception {
    String path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
    try (SondeServer server = SondeServer.start(ServerOptions.DEFAULTS.withPorts(0, 0, 0), store)) {
      int seed = 0;
      for (String address :
          List.of(
              server.addresses().http(),
              server.addresses().otlpHttp(),
              server.addresses().otlpGrpc())) {
        String answer =
            curl(
                Http2.framed(0, Requests.spans(++seed, 100)),
                address + path,
                "--http2-prior-knowledge",
                // It shows trailers only when it tells everything.
                "-v",
                "-H",
                "content-type: application/grpc",
                "-H",
                "te: trailers");
        assertThat(answer).contains("HTTP/2 200").contains("grpc-status: 0");
      }
      assertThat(store.ledger().totals().stored()).isEqualTo(300);
    }
  }
}
