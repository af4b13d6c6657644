package dev.sonde.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.server.FakeLiveStore;
import dev.sonde.server.Http2;
import dev.sonde.server.RawHttp;
import dev.sonde.server.Requests;
import dev.sonde.server.ServerOptions;
import dev.sonde.server.SondeServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a page of another site, or somebody without the token, tries. */
@Timeout(120)
class GateTest {

  private static final ServerOptions ANY = ServerOptions.DEFAULTS.withPorts(0, -1, 0);
  private static final String TRACES =
      "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

  private final FakeLiveStore store = new FakeLiveStore();

  private static int get(SondeServer server, String headers) throws Exception {
    return RawHttp.ask(server.addresses().http(), "GET /health HTTP/1.1\n" + headers).status();
  }

  private static int post(SondeServer server, String headers, byte[] body) throws Exception {
    String head =
        "POST /v1/traces HTTP/1.1\nContent-Type: application/x-protobuf\nContent-Length: "
            + body.length
            + "\n"
            + headers;
    return RawHttp.ask(server.addresses().http(), head, body).status();
  }

  @Test
  void only_names_of_this_machine_are_served() throws Exception {
    try (SondeServer server = SondeServer.start(ANY.withHosts(Set.of("Collector.test")), store)) {
      for (String host :
          List.of(
              "localhost",
              "LOCALHOST:1",
              "localhost.",
              "127.0.0.1:8787",
              "[::1]",
              "[::1]:4318",
              "collector.test:80")) {
        assertThat(get(server, "Host: " + host)).as(host).isEqualTo(200);
      }
      for (String host :
          List.of(
              "evil.example",
              "localhost.evil.example",
              "evil.localhost.example:8787",
              "127.0.0.1.evil.example",
              "127.0.0.2",
              "192.168.1.1",
              "0.0.0.0",
              "[::2]",
              "xlocalhost")) {
        assertThat(get(server, "Host: " + host)).as(host).isIn(400, 403);
        assertThat(post(server, "Host: " + host, Requests.spans(1, 1))).as(host).isIn(400, 403);
      }
      for (String strange : List.of("Host:", "Host: localhost\nHost: evil.example", "X: y")) {
        assertThat(get(server, strange)).as(strange).isEqualTo(400);
      }
      assertThat(
              RawHttp.ask(
                      server.addresses().http(),
                      "GET http://evil.example/health HTTP/1.1\nHost: localhost")
                  .status())
          .isIn(400, 403);
    }
    assertThat(store.records()).isEmpty();
  }

  @Test
  void a_call_of_grpc_for_another_name_is_denied() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store);
        Http2 client = new Http2(server.addresses().otlpGrpc())) {
      byte[] call = Http2.framed(0, Requests.spans(1, 1));
      Http2.Answer denied = client.call(TRACES, call, ":authority", "evil.example:4317");
      assertThat(denied.grpc("grpc-status")).isEqualTo("7");
      assertThat(client.call(TRACES, call).grpc("grpc-status")).isEqualTo("0");
      assertThat(client.call(TRACES, call, "origin", "http://evil.example").grpc("grpc-status"))
          .isEqualTo("7");
    }
    assertThat(store.records()).hasSize(1);
  }

  @Test
  void pages_of_other_sites_get_nothing() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store)) {
      String own = server.addresses().http().substring("http://".length());
      assertThat(get(server, "Host: " + own + "\nOrigin: http://" + own)).isEqualTo(200);
      assertThat(get(server, "Host: " + own + "\nSec-Fetch-Site: same-origin")).isEqualTo(200);
      assertThat(get(server, "Host: " + own + "\nSec-Fetch-Site: none")).isEqualTo(200);
      String link = "\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate";
      assertThat(get(server, "Host: " + own + link)).isEqualTo(200);
      for (String origin :
          List.of(
              "http://evil.example",
              "null",
              "http://" + own + ".evil.example",
              "http://localhost:1",
              "http://" + own + "/",
              own,
              "")) {
        String said = "Host: " + own + "\nOrigin: " + origin;
        assertThat(get(server, said)).as(origin).isEqualTo(403);
        assertThat(post(server, said, Requests.spans(1, 1))).as(origin).isEqualTo(403);
      }
      assertThat(get(server, "Host: " + own + "\nSec-Fetch-Site: cross-site")).isEqualTo(403);
      assertThat(get(server, "Host: " + own + "\nSec-Fetch-Site: same-site")).isEqualTo(403);
      RawHttp.Answer preflight =
          RawHttp.ask(
              server.addresses().http(),
              "OPTIONS /v1/traces HTTP/1.1\nHost: localhost\nOrigin: http://evil.example\n"
                  + "Access-Control-Request-Method: POST");
      assertThat(preflight.status()).isGreaterThanOrEqualTo(400);
      assertThat(preflight.head().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("access-control-allow");
    }
    assertThat(store.records()).isEmpty();
  }

  @Test
  void without_the_token_there_is_nothing() throws Exception {
    String token = "s3cret-tökén";
    try (SondeServer server = SondeServer.start(ANY.withToken(token), store);
        Http2 client = new Http2(server.addresses().otlpGrpc())) {
      byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
      String sent = new String(utf8, StandardCharsets.ISO_8859_1);
      for (String wrong :
          List.of(
              "",
              "\nAuthorization: Bearer",
              "\nAuthorization: Bearer ",
              "\nAuthorization: Bearer s3cret",
              "\nAuthorization: Bearer " + sent + "x",
              "\nAuthorization: Basic " + sent,
              "\nAuthorization: " + sent,
              "\nX-Authorization: Bearer " + sent,
              "\nCookie: token=" + sent)) {
        assertThat(get(server, "Host: localhost" + wrong)).as(wrong).isEqualTo(401);
        assertThat(post(server, "Host: localhost" + wrong, Requests.spans(1, 20_000)))
            .as(wrong)
            .isEqualTo(401);
      }
      assertThat(
              RawHttp.ask(
                      server.addresses().http(), "GET /health?token=x HTTP/1.1\nHost: localhost")
                  .header("www-authenticate"))
          .isEqualTo("Bearer");
      byte[] call = Http2.framed(0, Requests.spans(1, 1));
      assertThat(client.call(TRACES, call).grpc("grpc-status")).isEqualTo("16");
      assertThat(client.call(TRACES, call, "authorization", "Bearer no").grpc("grpc-status"))
          .isEqualTo("16");
      assertThat(store.records()).isEmpty();
      assertThat(get(server, "Host: localhost\nAuthorization: Bearer " + sent)).isEqualTo(200);
      assertThat(get(server, "Host: localhost\nAuthorization: bearer  " + sent)).isEqualTo(200);
      // Who shows the token may come by any name, as through a forwarded port.
      String other = "Host: sonde.example\nAuthorization: Bearer " + sent;
      assertThat(get(server, other)).isEqualTo(200);
      assertThat(get(server, other + "\nOrigin: http://evil.example")).isEqualTo(403);
    }
  }

  @Test
  void a_bind_for_everybody_serves_those_with_the_token() throws Exception {
    try (SondeServer server =
        SondeServer.start(ANY.withBind("0.0.0.0").withToken("s3cret"), store)) {
      assertThat(get(server, "Host: localhost")).isEqualTo(401);
      assertThat(post(server, "Host: localhost", Requests.spans(1, 1))).isEqualTo(401);
      assertThat(get(server, "Host: box.example\nAuthorization: Bearer s3cret")).isEqualTo(200);
    }
  }

  @Test
  void answers_tell_browsers_to_trust_nothing_else() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store)) {
      for (String path : List.of("/health", "/nothing")) {
        RawHttp.Answer answer =
            RawHttp.ask(server.addresses().http(), "GET " + path + " HTTP/1.1\nHost: localhost");
        assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(answer.header("x-frame-options")).isEqualTo("DENY");
        assertThat(answer.header("content-security-policy")).startsWith("default-src 'self'");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        assertThat(answer.header("server")).isNull();
      }
    }
  }

  @Test
  void paths_that_climb_lead_nowhere() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store)) {
      for (String path :
          List.of(
              "/../../etc/passwd",
              "/%2e%2e/%2e%2e/etc/passwd",
              "/..%2f..%2fetc%2fpasswd",
              "/api/views/../../../etc/passwd",
              "/..%2fhealth",
              "//health",
              "/health/",
              "/health%00")) {
        assertThat(
                RawHttp.ask(server.addresses().http(), "GET " + path + " HTTP/1.1\nHost: localhost")
                    .status())
            .as(path)
            .isBetween(400, 499);
      }
    }
  }
}
