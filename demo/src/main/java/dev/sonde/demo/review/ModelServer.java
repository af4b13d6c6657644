package dev.sonde.demo.review;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sonde.demo.Logs;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.wire.Children;
import dev.sonde.demo.wire.Frame;
import dev.sonde.demo.wire.Link;
import dev.sonde.sdk.Sonde;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A language model that knows nothing: it repeats what it was told to be, after a time that grows with
 * the prompt, as real ones do. A process of its own; every seventh request is told to come again.
 */
public final class ModelServer {

  private static final int BYTES_PER_TOKEN = 4;
  private static final double MILLIS_PER_TOKEN = 15;
  private static final int EVERY = 7;

  private final Sonde sonde;
  private final double speed;
  private final AtomicLong requests = new AtomicLong();

  private ModelServer(Sonde sonde, double speed) {
    this.sonde = sonde;
    this.speed = speed;
  }

  /**
   * @param args port of the board, speed
   */
  public static void main(String[] args) throws Exception {
    Children.watchParent();
    Logs.quiet();
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    try (Telemetry telemetry = Telemetry.start("model-server");
        Link board = Link.to(Integer.parseInt(args[0]))) {
      ModelServer server = new ModelServer(telemetry.sonde(), Double.parseDouble(args[1]));
      http.createContext("/v1/chat/completions", server::answer);
      http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      http.start();
      CountDownLatch end = new CountDownLatch(1);
      board.send(Frame.of("model", "port", http.getAddress().getPort()));
      board.read("board", frame -> end.countDown(), end::countDown);
      end.await();
      http.stop(0);
    }
    System.exit(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    try (exchange;
        var _ = sonde.messages().handling(headers)) {
      Span span =
          sonde
              .openTelemetry()
              .getTracer("dev.sonde.demo")
              .spanBuilder("POST /v1/chat/completions")
              .setSpanKind(SpanKind.SERVER)
              .setParent(Context.current())
              .setAttribute("http.request.method", "POST")
              .setAttribute("url.path", "/v1/chat/completions")
              .startSpan();
      try {
        String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean busy = requests.incrementAndGet() % EVERY == 0;
        int status = busy ? 503 : 200;
        span.setAttribute("http.response.status_code", status);
        if (busy) {
          span.setStatus(StatusCode.ERROR);
          span.setAttribute("error.type", "503");
        }
        byte[] said =
            (busy ? "{\"error\":\"overloaded\"}" : completion(asked))
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, said.length);
        exchange.getResponseBody().write(said);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        span.end();
      }
    }
  }

  private String completion(String asked) throws InterruptedException {
    String prompt = Json.text(asked, "content");
    long input = prompt.length() / BYTES_PER_TOKEN;
    Thread.sleep(Duration.ofNanos((long) (input * MILLIS_PER_TOKEN * 1e6 / speed)));
    String role = prompt.lines().findFirst().orElse("");
    String said = "As " + role + " I have looked at it, and it could be worse.";
    return "{\"model\":%s,\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":%s}}],\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d}}"
        .formatted(
            Json.quoted(Json.text(asked, "model")),
            Json.quoted(said),
            input,
            said.length() / BYTES_PER_TOKEN);
  }
}
