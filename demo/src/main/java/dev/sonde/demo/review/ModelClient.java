package dev.sonde.demo.review;

import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.scope.Carry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a language model over HTTP, and tells of it in the words of OpenTelemetry. */
final class ModelClient {

  /** What became of the calls of one activation. */
  record Answer(String text, int calls, int refused, long inputTokens, long outputTokens) {}

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int MOST_CALLS = 5;

  private final Sonde sonde;
  private final URI address;
  private final Duration pause;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param pause before a call that was refused is made again
   */
  ModelClient(Sonde sonde, int port, Duration pause) {
    this.sonde = sonde;
    this.address = URI.create("http://127.0.0.1:" + port + "/v1/chat/completions");
    this.pause = pause;
  }

  Answer ask(String model, String prompt) throws IOException, InterruptedException {
    for (int calls = 1; calls <= MOST_CALLS; calls++) {
      HttpResponse<String> response = call(model, prompt);
      if (response.statusCode() == 200) {
        return new Answer(
            Json.text(response.body(), "content"),
            calls,
            calls - 1,
            Json.number(response.body(), "prompt_tokens"),
            Json.number(response.body(), "completion_tokens"));
      }
      Thread.sleep(pause);
    }
    throw new IOException(model + " refused " + MOST_CALLS + " times");
  }

  private HttpResponse<String> call(String model, String prompt)
      throws IOException, InterruptedException {
    Span span =
        sonde
            .openTelemetry()
            .getTracer("dev.sonde.demo")
            .spanBuilder("chat " + model)
            .setSpanKind(SpanKind.CLIENT)
            .setParent(Context.current())
            .setAttribute("gen_ai.operation.name", "chat")
            .setAttribute("gen_ai.provider.name", "parrot")
            .setAttribute("gen_ai.request.model", model)
            .setAttribute("gen_ai.input.messages", message("user", prompt))
            .setAttribute("server.address", address.getHost())
            .setAttribute("server.port", (long) address.getPort())
            .startSpan();
    try (Scope _ = span.makeCurrent()) {
      HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(PATIENCE);
      Carry.headers().forEach(request::header);
      String body =
          "{\"model\":%s,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
              .formatted(Json.quoted(model), Json.quoted(prompt));
      HttpResponse<String> response =
          http.send(
              request.POST(HttpRequest.BodyPublishers.ofString(body)).build(),
              HttpResponse.BodyHandlers.ofString());
      told(span, response);
      return response;
    } catch (IOException e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  private static void told(Span span, HttpResponse<String> response) {
    span.setAttribute("http.response.status_code", response.statusCode());
    if (response.statusCode() == 200) {
      String body = response.body();
      span.setAttribute("gen_ai.response.model", Json.text(body, "model"));
      span.setAttribute("gen_ai.usage.input_tokens", Json.number(body, "prompt_tokens"));
      span.setAttribute("gen_ai.usage.output_tokens", Json.number(body, "completion_tokens"));
      span.setAttribute("gen_ai.output.messages", message("assistant", Json.text(body, "content")));
    } else {
      span.setAttribute("error.type", "" + response.statusCode());
      span.setStatus(StatusCode.ERROR, "the model is overloaded");
    }
  }

  private static String message(String role, String text) {
    return "[{\"role\":\"%s\",\"parts\":[{\"type\":\"text\",\"content\":%s}]}]"
        .formatted(role, Json.quoted(text));
  }
}
