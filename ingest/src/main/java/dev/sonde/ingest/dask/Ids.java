package dev.sonde.ingest.dask;

import dev.sonde.ingest.Digest;
import dev.sonde.model.SpanId;
import java.nio.charset.StandardCharsets;

/**
 * Ids of what Dask gives none, made from what is told of it, so that a task stream and a dump of the
 * same cluster agree on them.
 */
final class Ids {

  /** Spans of one trace are one by their ids alone, whatever the clocks of the two sources say. */
  private static final long TRACE = 0x6461736bL;

  private Ids() {}

  static SpanId of(String... parts) {
    Digest digest = new Digest();
    for (String part : parts) {
      byte[] bytes = (part + '\n').getBytes(StandardCharsets.UTF_8);
      digest.update(bytes, 0, bytes.length);
    }
    long span = digest.sum().low();
    return new SpanId(TRACE, 0, span == 0 ? 1 : span);
  }

  /**
   * An attempt at a task.
   *
   * @param stimulus what the worker called its end, else when it began
   */
  static SpanId attempt(String key, String stimulus) {
    return of("compute", key, stimulus);
  }

  static SpanId transfer(String to, String from, long start) {
    return of("transfer", to, from, Long.toString(start));
  }
}
