package dev.sonde.sdk.destination;

import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A collector over HTTP. The connection is made when there is something to send. */
final class Otlp implements Destination {

  /** Of one request before it is compressed; collectors refuse larger ones than some tens. */
  private static final int MOST_CHARACTERS = 4 << 20;

  /**
   * @param compressed whether requests are sent with gzip
   * @param retryFor how long a batch is tried again
   */
  record Config(
      URI url,
      Map<String, String> headers,
      boolean compressed,
      Duration timeout,
      Duration retryFor,
      boolean openSpans) {

    Config {
      headers = Map.copyOf(headers);
    }
  }

  private final Config config;
  private @Nullable OtlpHttp http;

  // Of the batch that is being written.
  private long deadline;
  private long failed;
  private long rejected;
  private @Nullable IOException problem;

  Otlp(Config config) {
    this.config = config;
  }

  @Override
  public boolean wantsOpenSpans() {
    return config.openSpans();
  }

  @Override
  public void write(List<WideEvent> records) throws IOException {
    deadline = System.nanoTime() + config.retryFor().toNanos();
    failed = 0;
    rejected = 0;
    problem = null;
    send("traces", records.stream().filter(Span.class::isInstance).toList());
    send("logs", records.stream().filter(Event.class::isInstance).toList());
    send("metrics", records.stream().filter(Sample.class::isInstance).toList());
    IOException why = problem;
    if (why != null) {
      throw failed > 0
          ? new LostRecordsException("destination_failed", failed + rejected, why)
          : new LostRecordsException("destination_rejected", rejected, why);
    }
  }

  private void send(String signal, List<WideEvent> records) {
    if (records.isEmpty()) {
      return;
    }
    StringBuilder json = new StringBuilder(512 * records.size());
    OtlpJsonWriter.write(records, json);
    if (json.length() > MOST_CHARACTERS && records.size() > 1) {
      halves(signal, records);
      return;
    }
    OtlpHttp open = http;
    if (open == null) {
      open = new OtlpHttp(config);
      http = open;
    }
    try {
      byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
      OtlpHttp.Answer answer = open.post(signal, config.compressed() ? gzip(body) : body, deadline);
      if (answer.rejected() > 0) {
        rejected += Math.min(answer.rejected(), records.size());
        problem = new IOException(answer.message());
      }
    } catch (OtlpHttp.TooLargeException e) {
      if (records.size() > 1) {
        halves(signal, records);
      } else {
        failed++;
        problem = e;
      }
    } catch (IOException e) {
      failed += records.size();
      problem = e;
    }
  }

  private void halves(String signal, List<WideEvent> records) {
    int half = records.size() / 2;
    send(signal, records.subList(0, half));
    send(signal, records.subList(half, records.size()));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 8 + 64);
    try (OutputStream gzip =
        new GZIPOutputStream(bytes, 8192) {
          {
            // A third of the time of the usual level, for a tenth more bytes.
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      gzip.write(body);
    }
    return bytes.toByteArray();
  }
}
