package dev.sonde.engine.store;

import dev.sonde.model.Batch;
import dev.sonde.model.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came with one request, and is kept or refused as one.
 *
 * @param batch what is to be stored
 * @param digest of the decoded records; an equal one within the last hour is a resent request. Null where
 *     the source cannot resend
 * @param bytes that the batch takes in memory, roughly
 * @param rejected records that came with it and cannot be understood, by cause
 * @param dropped records that came with it and are not to be kept, by cause, e.g. {@code sampled}
 * @param problems that its reader saw
 */
public record Arrival(
    Batch batch,
    @Nullable Digest digest,
    long bytes,
    Map<String, Long> rejected,
    Map<String, Long> dropped,
    List<Problem> problems) {

  public Arrival {
    rejected = Map.copyOf(rejected);
    dropped = Map.copyOf(dropped);
    problems = List.copyOf(problems);
  }

  /** 128 bits of a request's content. */
  public record Digest(long high, long low) {}
}
