package dev.sonde.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeCommandTest {

  @TempDir Path folder;

  private static final String SPANS =
      """
      {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},
      "scopeSpans":[{"spans":[{"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0102030405060708",
      "name":"checkout","kind":1,"startTimeUnixNano":"1790000000000000000",
      "endTimeUnixNano":"1790000001000000000"}]}]}]}
      """
          .replace("\n", "");

  @Test
  void it_says_where_everything_is_and_takes_its_leave_when_asked() throws Exception {
    Path store = folder.resolve("store");
    try (ServerChild server = ServerChild.start(folder, "--store", store.toString())) {
      assertThat(server.said().lines()).hasSize(3);
      assertThat(server.said())
          .contains(server.http())
          .contains(server.addresses().get("otlp_http").asText())
          .contains(server.addresses().get("otlp_grpc").asText())
          .contains(store.toString());
      assertThat(server.addresses().get("pid").asLong()).isEqualTo(server.pid());
      ServerFile file = ServerFile.ofStore(store);
      assertThat(file).isNotNull();
      assertThat(file.http()).isEqualTo(server.http());

      server.end();

      assertThat(store.resolve(ServerFile.NAME)).doesNotExist();
    }
  }

  @Test
  void what_was_acknowledged_is_there_after_a_crash() throws Exception {
    Path store = folder.resolve("store");
    try (ServerChild server = ServerChild.start(folder, "--store", store.toString())) {
      assertThat(post(server.http() + "/v1/traces", SPANS)).isEqualTo(200);
      server.kill();
    }
    assertThat(ServerFile.ofStore(store)).as("of a process that is gone").isNull();
    Sonde.Ran offline = new Sonde(folder).run("observe", "traces", store.toString(), "--json");
    assertThat(offline.json().at("/result/rows/0/root").asText()).isEqualTo("checkout");
    try (ServerChild again = ServerChild.start(folder, "--store", store.toString())) {
      assertThat(get(again.http() + "/api/views/traces")).contains("checkout");
    }
  }

  @Test
  void a_port_in_use_is_named_with_its_option() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = String.valueOf(taken.getLocalPort());
      ServerChild.Ended ended =
          ServerChild.fails(
              folder,
              "--store",
              folder.resolve("s").toString(),
              "--http",
              port,
              "--otlp-http",
              "0",
              "--otlp-grpc",
              "0");
      assertThat(ended.exit()).isEqualTo(ExitCode.CANNOT_START.code());
      assertThat(ended.said()).contains("port " + port).contains("--http").doesNotContain("\tat ");
    }
  }

  @Test
  void a_second_server_on_the_same_store_is_sent_to_the_first() throws Exception {
    Path store = folder.resolve("store");
    try (ServerChild server = ServerChild.start(folder, "--store", store.toString())) {
      ServerChild.Ended ended =
          ServerChild.fails(folder, "--store", store.toString(), "--http", "0");
      assertThat(ended.exit()).isEqualTo(ExitCode.CANNOT_START.code());
      assertThat(ended.said()).contains(server.http()).contains("--store");
    }
  }

  @Test
  void another_address_than_loopback_demands_a_token() throws Exception {
    ServerChild.Ended ended =
        ServerChild.fails(
            folder, "--store", folder.resolve("s").toString(), "--bind", "0.0.0.0", "--http", "0");
    assertThat(ended.exit()).isEqualTo(ExitCode.USAGE.code());
    assertThat(ended.said()).contains("--token");
  }

  @Test
  void files_in_a_watched_folder_are_taken_in_as_they_grow() throws Exception {
    Path watched = Files.createDirectory(folder.resolve("watched"));
    Path file = watched.resolve("app.jsonl");
    Files.writeString(file, SPANS + "\n");
    Files.writeString(watched.resolve("notes.txt"), "nothing of the kind\n".repeat(5_000));
    try (ServerChild server =
        ServerChild.start(
            folder, "--store", folder.resolve("s").toString(), "--watch", watched.toString())) {
      await(server, "checkout");
      Files.writeString(
          file,
          SPANS.replace("checkout", "payment").replace("0102030405060708\"", "0102030405060709\"")
              + "\n",
          java.nio.file.StandardOpenOption.APPEND);
      await(server, "payment");
      assertThat(server.said()).contains("notes.txt").contains("not followed");
    }
  }

  @Test
  void of_other_traces_than_the_share_those_are_kept_that_failed_or_were_slow() throws Exception {
    // The last 56 bits of the trace's id are in the lowest twentieth of all.
    String quick = SPANS.replace("1790000001000000000", "1790000000999999999");
    try (ServerChild server =
        ServerChild.start(
            folder,
            "--store",
            folder.resolve("s").toString(),
            "--keep",
            "10%",
            "--keep-errors",
            "--keep-slower",
            "1s")) {
      assertThat(post(server.http() + "/v1/traces", quick.replace("0f10\"", "0f11\"")))
          .isEqualTo(200);
      String first =
          quick
              .replace("checkout", "part")
              .replace("\"spanId\":\"0102030405060708", "\"spanId\":\"0102030405060709");
      assertThat(post(server.http() + "/v1/traces", first)).isEqualTo(200);
      assertThat(post(server.http() + "/v1/traces", SPANS)).isEqualTo(200);
      await(server, "checkout");
      assertThat(get(server.http() + "/api/views/spans?name=part")).contains("\"name\":\"part\"");
      assertThat(get(server.http() + "/api/views/traces")).doesNotContain("0f11");
      assertThat(get(server.http() + "/health")).contains("\"stored\":3");
    }
  }

  @Test
  void without_a_cause_to_wait_for_a_share_alone_is_kept() throws Exception {
    try (ServerChild server =
        ServerChild.start(folder, "--store", folder.resolve("s").toString(), "--keep", "0.1")) {
      assertThat(post(server.http() + "/v1/traces", SPANS)).isEqualTo(200);
      String chosen =
          SPANS.replace("checkout", "chosen").replace("0a0b0c0d0e0f10", "fa0b0c0d0e0f10");
      assertThat(post(server.http() + "/v1/traces", chosen)).isEqualTo(200);
      await(server, "chosen");
      assertThat(get(server.http() + "/api/views/traces"))
          .doesNotContain("checkout")
          .contains("\"dropped_by_cause\":{\"sampled\":1}");
      assertThat(get(server.http() + "/health")).contains("\"sampled\":1");
    }
  }

  @Test
  void with_files_it_shows_them_and_takes_nothing_in() throws Exception {
    Path file = Files.writeString(folder.resolve("spans.jsonl"), SPANS + "\n");
    try (ServerChild server = ServerChild.start(folder, file.toString())) {
      assertThat(get(server.http() + "/api/views/traces")).contains("checkout");
      assertThat(post(server.http() + "/v1/traces", SPANS)).isNotEqualTo(200);
      assertThat(server.said()).contains("read-only");
    }
  }

  /** Asks until the name is there; the store derives what is seen some time after it is kept. */
  private static void await(ServerChild server, String name) throws Exception {
    long began = System.nanoTime();
    // The answer says what was asked for, too, so that the name alone is no sign.
    while (!get(server.http() + "/api/views/spans?name=" + name)
        .contains("\"name\":\"" + name + "\"")) {
      if (System.nanoTime() - began > 30_000_000_000L) {
        throw new AssertionError(name + " was not seen within 30 s");
      }
    }
  }

  private static int post(String url, String json) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build(),
            HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private static String get(String url) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }
}
