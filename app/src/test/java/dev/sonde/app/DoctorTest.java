package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("sonde doctor looks at what is there, and says so where nothing is")
class DoctorTest {

  /** Nobody listens there, and nobody may without being root. */
  private static final String SILENT = "http://127.0.0.1:1";

  private static final String SPANS =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},
      {"key":"telemetry.sdk.name","value":{"stringValue":"opentelemetry"}},
      {"key":"telemetry.sdk.version","value":{"stringValue":"1.2.3"}}]},
      "scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708",
      "name":"checkout","kind":1,"startTimeUnixNano":"1690000000000000000",
      "endTimeUnixNano":"1690000001000000000"}]}]}]}
      """
          .replace("\n", "");

  @TempDir Path folder;

  @Test
  void without_a_server_it_looks_at_the_folder_of_the_store() throws IOException {
    Path store = Files.createDirectory(folder.resolve("store"));
    Sonde.Ran ran = new Sonde(folder).run("doctor", store);
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("Doctor   " + store)
        .contains("note     no server runs on the store in")
        .contains("do       sonde serve --store " + store)
        .contains("sonde serve makes it")
        .contains("store layout");
    assertThat(store).isEmptyDirectory();
  }

  @Test
  void an_address_that_was_given_and_does_not_answer_ends_with_4() {
    Sonde.Ran named = new Sonde(folder).run("doctor", SILENT, "--json");
    assertThat(named.exit()).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(named.json().at("/findings/0/severity").asText()).isEqualTo("problem");
    assertThat(named.json().at("/findings/0/what").asText())
        .startsWith("no server answers at " + SILENT + ", the address that was named (");
    assertThat(named.json().at("/findings/0/do").asText()).isEqualTo("sonde serve");
    Sonde.Ran set = new Sonde(folder, Map.of("SONDE_URL", SILENT)).run("doctor");
    assertThat(set.exit()).isEqualTo(ExitCode.UNREACHABLE.code());
    assertThat(set.out()).contains("the address in $SONDE_URL");
  }

  @Test
  void a_stranger_is_named() throws IOException {
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          byte[] page = "<title>Jaeger UI</title>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    other.start();
    try {
      String address = "http://127.0.0.1:" + other.getAddress().getPort();
      Sonde.Ran ran = new Sonde(folder).run("doctor", address, "--json");
      assertThat(ran.exit()).isEqualTo(ExitCode.UNREACHABLE.code());
      assertThat(ran.json().at("/findings/0/what").asText())
          .isEqualTo("what answers at " + address + " is not Sonde");
      assertThat(ran.json().at("/findings/0/do").asText()).startsWith("it looks like Jaeger: ");
    } finally {
      other.stop(0);
    }
  }

  @Test
  void what_is_no_address_and_no_folder_is_wrong_usage() throws IOException {
    Path file = Files.writeString(folder.resolve("spans.json"), SPANS);
    Sonde.Ran ran = new Sonde(folder).run("doctor", file);
    assertThat(ran.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ran.err()).contains("sonde observe check " + file);
    assertThat(new Sonde(folder).run("doctor", SILENT, SILENT).exit())
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(new Sonde(folder).run("doctor", "http://a b").exit())
        .isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void a_server_tells_who_sent_what_and_what_was_not_taken() throws Exception {
    Path store = folder.resolve("store");
    try (ServerChild server = ServerChild.start(folder, "--store", store.toString())) {
      Sonde sonde = new Sonde(folder);
      assertThat(sonde.run("doctor", server.http()).out())
          .contains("warn     nothing has arrived yet");

      post(server.http() + "/v1/traces", SPANS);
      post(server.http() + "/v1/traces", "no JSON at all");
      JsonNode answer = settled(sonde, server);

      assertThat(answer.at("/findings").findValuesAsText("what"))
          .contains(
              "1 record was rejected: not OTLP as it was announced",
              "1 service sent what is here: shop (1)",
              "the books balance: 2 received = 1 stored + 0 duplicate + 0 refused + 1 rejected"
                  + " + 0 dropped")
          .anyMatch(what -> what.startsWith("the latest record is dated "))
          .anyMatch(what -> what.endsWith("spans named checkout of shop (1)"))
          .noneMatch(what -> what.startsWith("not answered"));
      assertThat(answer.at("/senders/0/service").asText()).isEqualTo("shop");
      assertThat(answer.at("/senders/0/records").asLong()).isEqualTo(1);
      assertThat(answer.at("/senders/0/last_ns").asText()).isEqualTo("1690000000000000000");
      assertThat(answer.at("/senders/0/sdks/0").asText()).isEqualTo("opentelemetry 1.2.3");
      assertThat(answer.at("/versions/sonde").asText()).isEqualTo(Main.version());
      assertThat(answer.at("/versions/server_sonde").asText()).isEqualTo(Main.version());
      assertThat(answer.at("/versions/server_java").asText())
          .isEqualTo(Runtime.version().toString());

      Sonde.Ran text = sonde.run("doctor", store);
      assertThat(text.exit()).isZero();
      assertThat(text.out()).contains("the address in " + store).contains("Who sent");
      assertThat(text.out().lines().count()).isLessThanOrEqualTo(60);

      server.kill();
      Sonde.Ran gone = sonde.run("doctor", store);
      assertThat(gone.exit()).isZero();
      assertThat(gone.out())
          .contains("server.json names process " + server.pid() + ", which is gone")
          .contains("can be opened: 1 record");
    }
  }

  /** Asks until the span is seen, which the store derives some time after it is kept. */
  private static JsonNode settled(Sonde sonde, ServerChild server) {
    long began = System.nanoTime();
    while (true) {
      JsonNode answer = sonde.run("doctor", server.http(), "--json").json();
      if (!answer.at("/senders").isEmpty()) {
        return answer;
      }
      if (System.nanoTime() - began > 30_000_000_000L) {
        throw new AssertionError("nothing was seen within 30 s: " + answer);
      }
    }
  }

  private static void post(String url, String json) throws IOException, InterruptedException {
    HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.discarding());
  }
}
