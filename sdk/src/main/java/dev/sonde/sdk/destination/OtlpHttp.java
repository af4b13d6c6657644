package dev.sonde.sdk.destination;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Posts requests, and again where the collector says so or does not answer. */
final class OtlpHttp {

  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(5);
  private static final int LONGEST_ANSWER = 64 << 10;
  private static final int LONGEST_MESSAGE = 200;

  /**
   * What a collector that took a request says of it.
   *
   * @param rejected records that it did not take
   * @param message why, empty where it took all
   */
  record Answer(long rejected, String message) {}

  /** To be sent again in parts. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
      super(message);
    }
  }

  private final Otlp.Config config;
  private final HttpClient client;

  OtlpHttp(Otlp.Config config) {
    this.config = config;
    // Its threads are daemons.
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
  }

  /**
   * Returns when the collector has taken the request.
   *
   * @param deadline of {@link System#nanoTime}, after which it is not tried again; it is tried once
   */
  Answer post(String signal, byte[] body, long deadline) throws IOException {
    HttpRequest request = request(signal, body);
    long pause = FIRST_PAUSE;
    while (true) {
      IOException problem;
      long wait = pause / 2 + ThreadLocalRandom.current().nextLong(pause);
      try {
        HttpResponse<InputStream> response =
            client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        String text = text(response);
        int status = response.statusCode();
        if (status / 100 == 2) {
          return answer(text);
        }
        problem = new IOException(request.uri() + " answered " + status + said(text));
        if (status == 413) {
          throw new TooLargeException(String.valueOf(problem.getMessage()));
        }
        if (status != 429 && status != 502 && status != 503 && status != 504) {
          throw new RefusedException(problem);
        }
        wait = Math.max(wait, retryAfter(response));
      } catch (TooLargeException e) {
        throw e;
      } catch (RefusedException e) {
        throw e.problem;
      } catch (IOException e) {
        problem = new IOException("no answer from " + config.url() + ": " + e, e);
      } catch (InterruptedException e) {
        throw interrupted();
      }
      if (System.nanoTime() + wait - deadline > 0) {
        throw problem;
      }
      pause(wait, problem);
      pause = Math.min(2 * pause, LONGEST_PAUSE);
    }
  }

  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;
    private final IOException problem;

    RefusedException(IOException problem) {
      super(problem.getMessage());
      this.problem = problem;
    }
  }

  private HttpRequest request(String signal, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.url() + "/v1/" + signal))
            .timeout(config.timeout())
            .header("Content-Type", "application/json");
    if (config.compressed()) {
      request.header("Content-Encoding", "gzip");
    }
    config.headers().forEach(request::setHeader);
    return request.POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
  }

  private static String text(HttpResponse<InputStream> response) throws IOException {
    try (InputStream body = response.body()) {
      return new String(body.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
    }
  }

  /** OTLP's partial success; an answer that is something else says that all was taken. */
  private static Answer answer(String text) {
    try {
      if (!text.isBlank()
          && AttributesJson.read(text).get("partialSuccess") instanceof Value.Map map) {
        Attributes partial = map.entries();
        long rejected = 0;
        for (String kind : new String[] {"Spans", "LogRecords", "DataPoints"}) {
          Long count = partial.integer("rejected" + kind);
          rejected += count == null ? 0 : Math.max(0, count);
        }
        String why = partial.text("errorMessage");
        return new Answer(
            rejected,
            rejected == 0
                ? ""
                : "the collector rejected " + rejected + said(why == null ? "" : why));
      }
    } catch (JsonFormatException e) {
      // No JSON: a proxy's page, or a collector that answers in protobuf.
    }
    return new Answer(0, "");
  }

  private static String said(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.isEmpty() ? "" : ": " + line.substring(0, Math.min(line.length(), LONGEST_MESSAGE));
  }

  /** Seconds or a date; 0 where neither is said. */
  private static long retryAfter(HttpResponse<?> response) {
    String said = response.headers().firstValue("Retry-After").orElse("").strip();
    if (said.matches("\\d{1,6}")) {
      return TimeUnit.SECONDS.toNanos(Long.parseLong(said));
    }
    try {
      return said.isEmpty()
          ? 0
          : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(said, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
              .toNanos();
    } catch (DateTimeParseException e) {
      return 0;
    }
  }

  private static void pause(long nanos, IOException problem) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      // What it waited to try again for is what the user has to know.
      Thread.currentThread().interrupt();
      throw problem;
    }
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("the SDK was closed while it was sending");
  }
}
