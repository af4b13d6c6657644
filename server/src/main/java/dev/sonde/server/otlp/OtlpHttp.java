package dev.sonde.server.otlp;

import dev.sonde.ingest.otlp.Signal;
import dev.sonde.server.http.Endpoint;
import dev.sonde.server.http.Exchange;
import dev.sonde.server.http.Refusal;
import dev.sonde.server.http.Routes;
import java.io.IOException;

/** OTLP over HTTP, in protobuf and JSON; an answer is in the request's encoding. */
public final class OtlpHttp {

  private static final String PROTOBUF = "application/x-protobuf";
  private static final String JSON = "application/json";

  private final Collector collector;

  public OtlpHttp(Collector collector) {
    this.collector = collector;
  }

  public void addTo(Routes routes) {
    routes.on("POST", "/v1/traces", endpoint(Signal.TRACES));
    routes.on("POST", "/v1/logs", endpoint(Signal.LOGS));
    routes.on("POST", "/v1/metrics", endpoint(Signal.METRICS));
  }

  private Endpoint endpoint(Signal signal) {
    return exchange -> answer(signal, exchange);
  }

  private void answer(Signal signal, Exchange exchange) throws Refusal, IOException {
    boolean json = isJson(exchange.contentType());
    Encoding encoding = Encoding.of(exchange.header("content-encoding"));
    if (encoding == null) {
      throw new Refusal(
          415,
          "content-encoding is gzip, zstd or identity, not " + exchange.header("content-encoding"));
    }
    Collector.Kept kept =
        collector.collect(
            new Collector.Request(
                signal, json, encoding, exchange.body(), exchange.contentLength()));
    if (json) {
      exchange.send(200, JSON, Replies.json(signal, kept));
    } else {
      exchange.send(200, PROTOBUF, Replies.protobuf(kept));
    }
  }

  private static boolean isJson(String type) throws Refusal {
    return switch (type) {
      case JSON -> true;
      case PROTOBUF, "application/protobuf" -> false;
      default ->
          throw new Refusal(
              415,
              "OTLP comes as application/x-protobuf or application/json, not as "
                  + (type.isEmpty() ? "something without a content-type" : type));
    };
  }
}
