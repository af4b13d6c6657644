package dev.sonde.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class StartTest {

  private static final ServerOptions ANY = ServerOptions.DEFAULTS.withPorts(0, 0, 0);

  private final FakeLiveStore store = new FakeLiveStore();

  @Test
  void every_port_speaks_http_1_and_2_in_the_clear() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store)) {
      Addresses at = server.addresses();
      for (String address : new String[] {at.http(), at.otlpHttp(), at.otlpGrpc()}) {
        assertThat(RawHttp.ask(address, "GET /health HTTP/1.1\nHost: localhost").status())
            .isEqualTo(200);
        try (Http2 http2 = new Http2(address)) {
          assertThat(http2.ask("GET", "/health").status()).isEqualTo(200);
        }
      }
    }
  }

  @Test
  void an_upgrade_to_http_2_is_left_aside() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest ask =
          HttpRequest.newBuilder(URI.create(server.addresses().http() + "/health")).build();
      HttpResponse<String> answer = client.send(ask, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    }
  }

  @Test
  void a_port_of_minus_one_is_off() {
    try (SondeServer server = SondeServer.start(ANY.withPorts(0, -1, -1), store)) {
      assertThat(server.addresses().http()).startsWith("http://127.0.0.1:");
      assertThat(server.addresses().otlpHttp()).isNull();
      assertThat(server.addresses().otlpGrpc()).isNull();
    }
  }

  @Test
  void a_port_in_use_is_named_with_its_option_and_holder() throws Exception {
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = held.getLocalPort();
      assertThatThrownBy(() -> SondeServer.start(ANY.withPorts(0, 0, port), store))
          .isInstanceOf(PortInUseException.class)
          .hasMessageContaining(
              "port " + port + " is in use by pid " + ProcessHandle.current().pid())
          .hasMessageContaining("--otlp-grpc");
    }
  }

  @Test
  void a_start_that_failed_leaves_no_port_taken() throws Exception {
    int free = freePort();
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> SondeServer.start(ANY.withPorts(free, 0, held.getLocalPort()), store))
          .isInstanceOf(PortInUseException.class);
    }
    try (SondeServer server = SondeServer.start(ANY.withPorts(free, -1, -1), store)) {
      assertThat(server.addresses().http()).endsWith(":" + free);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void a_bind_that_others_can_reach_demands_a_token() {
    assertThatThrownBy(() -> SondeServer.start(ANY.withBind("0.0.0.0"), store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--bind 0.0.0.0")
        .hasMessageContaining("--token");
    assertThatThrownBy(() -> SondeServer.start(ANY.withBind("::"), store))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ANY.withToken("  "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void an_address_that_is_not_ours_is_named() {
    assertThatThrownBy(
            () -> SondeServer.start(ANY.withBind("192.0.2.7").withToken("secret"), store))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("192.0.2.7");
  }

  @Test
  void options_that_are_shown_hide_the_token() {
    assertThat(ANY.withToken("hunter2").toString()).doesNotContain("hunter2");
  }

  @Test
  void what_is_not_there_and_what_is_not_taken_is_said() throws Exception {
    try (SondeServer server = SondeServer.start(ANY, store)) {
      String http = server.addresses().http();
      RawHttp.Answer missing = RawHttp.ask(http, "GET /nothing HTTP/1.1\nHost: localhost");
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.text()).contains("\"error\"").contains("/api/views");
      RawHttp.Answer wrong = RawHttp.ask(http, "DELETE /health HTTP/1.1\nHost: localhost");
      assertThat(wrong.status()).isEqualTo(405);
      assertThat(wrong.header("allow")).isEqualTo("GET");
      RawHttp.Answer head = RawHttp.ask(http, "HEAD /health HTTP/1.1\nHost: localhost");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }
}
