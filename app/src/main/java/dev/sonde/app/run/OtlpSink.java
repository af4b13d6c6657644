package dev.sonde.app.run;

import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Posts a run to a collector as OTLP in JSON. */
final class OtlpSink implements RunSink {

  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final String url;
  private final @Nullable String token;
  private @Nullable HttpClient client;

  /** Signals of a batch that were taken when another was not: the batch comes again for that one. */
  private final Set<String> taken = new HashSet<>();

  private @Nullable String refused;

  /**
   * @param url of the collector, e.g. {@code http://localhost:4318}
   * @param token that it demands, null where it demands none
   */
  OtlpSink(String url, @Nullable String token) {
    this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    this.token = token;
  }

  @Override
  public void send(List<WideEvent> records) throws IOException, RefusedException {
    refused = taken.isEmpty() ? null : refused;
    post("traces", records.stream().filter(Span.class::isInstance).toList());
    post("logs", records.stream().filter(Event.class::isInstance).toList());
    post("metrics", records.stream().filter(Sample.class::isInstance).toList());
    taken.clear();
    if (refused != null) {
      throw new RefusedException(refused);
    }
  }

  private void post(String signal, List<WideEvent> records) throws IOException {
    if (records.isEmpty() || taken.contains(signal)) {
      return;
    }
    StringBuilder body = new StringBuilder();
    OtlpJsonWriter.write(records, body);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url + "/v1/" + signal))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    int status = status(request.build());
    if (status / 100 == 2) {
      taken.add(signal);
    } else if (status == 429 || status == 502 || status == 503 || status == 504) {
      throw new IOException(url + " answered " + status);
    } else {
      // The other signals may be welcome.
      refused = url + "/v1/" + signal + " answered " + status;
      taken.add(signal);
    }
  }

  private int status(HttpRequest request) throws IOException {
    HttpClient open = client;
    if (open == null) {
      open = HttpClient.newBuilder().connectTimeout(CONNECT).build();
      client = open;
    }
    try {
      return open.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while sending to " + url, e);
    }
  }
}
