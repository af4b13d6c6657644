package dev.sonde.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A run is posted as OTLP")
class OtlpSinkTest {

  private final Map<String, Integer> answers = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private OtlpSink sink;

  @BeforeEach
  void somebody_listens() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          seen.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(answers.getOrDefault(path, 200), -1);
          exchange.close();
        });
    server.start();
    sink = new OtlpSink("http://127.0.0.1:" + server.getAddress().getPort() + "/", "secret");
  }

  @AfterEach
  void it_ends() {
    server.stop(0);
  }

  private static List<WideEvent> records() {
    List<WideEvent> records = new ArrayList<>();
    records.add(new Span(Origin.UNKNOWN, new SpanId(1, 2, 3), "s", 1, 2, Attributes.EMPTY));
    records.add(
        new Event(
            Origin.UNKNOWN,
            1,
            "",
            0,
            Value.of("hello"),
            SpanId.NONE,
            Attributes.EMPTY,
            Attributes.EMPTY));
    return records;
  }

  @Test
  void each_signal_to_its_own_path_with_the_token() throws Exception {
    sink.send(records());
    assertThat(seen).containsExactly("/v1/traces Bearer secret", "/v1/logs Bearer secret");
    assertThat(bodies.getFirst()).startsWith("{\"resourceSpans\"");
    assertThat(bodies.getLast()).startsWith("{\"resourceLogs\"").contains("hello");
  }

  @Test
  void what_was_taken_is_not_sent_again_when_the_rest_has_to_be() throws Exception {
    answers.put("/v1/logs", 503);
    assertThatThrownBy(() -> sink.send(records()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("503");
    answers.clear();
    sink.send(records());
    assertThat(seen)
        .containsExactly(
            "/v1/traces Bearer secret", "/v1/logs Bearer secret", "/v1/logs Bearer secret");
    sink.send(records());
    assertThat(seen).hasSize(5);
  }

  @Test
  void what_is_refused_does_not_keep_the_rest_from_being_sent() throws Exception {
    answers.put("/v1/traces", 400);
    assertThatThrownBy(() -> sink.send(records()))
        .isInstanceOf(RunSink.RefusedException.class)
        .hasMessageContaining("/v1/traces answered 400");
    assertThat(seen).hasSize(2);
  }

  @Test
  void nobody_there_is_worth_another_try() {
    server.stop(0);
    assertThatThrownBy(() -> sink.send(records())).isInstanceOf(IOException.class);
  }
}
