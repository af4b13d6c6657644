package dev.sonde.server.otlp;

import dev.sonde.ingest.otlp.Signal;
import dev.sonde.server.http.Wire;

/** Answers to requests that were kept: Export…ServiceResponse, which is the same for all three signals. */
final class Replies {

  private Replies() {}

  static byte[] protobuf(Collector.Kept kept) {
    if (kept.rejected() == 0 && kept.message().isEmpty()) {
      return new byte[0];
    }
    Wire partial = new Wire().number(1, kept.rejected()).text(2, kept.message());
    return new Wire().message(1, partial).bytes();
  }

  static String json(Signal signal, Collector.Kept kept) {
    if (kept.rejected() == 0 && kept.message().isEmpty()) {
      return "{}";
    }
    String field =
        switch (signal) {
          case TRACES -> "rejectedSpans";
          case LOGS -> "rejectedLogRecords";
          case METRICS -> "rejectedDataPoints";
        };
    return "{\"partialSuccess\":{\""
        + field
        + "\":\""
        + kept.rejected()
        + "\",\"errorMessage\":"
        + Wire.quoted(kept.message())
        + "}}";
  }
}
