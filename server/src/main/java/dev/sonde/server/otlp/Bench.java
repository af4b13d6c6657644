package dev.sonde.server.otlp;

import dev.sonde.engine.store.Arrival;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Digest;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.otlp.OtlpDecoder;
import dev.sonde.ingest.otlp.Signal;
import dev.sonde.model.Batch;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.model.WideEvent;
import dev.sonde.model.redact.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What decoding needs and is worth keeping from request to request; for one thread at a time. */
final class Bench {

  /** Records take about twice the bytes that they had as protobuf. */
  private static final int MEMORY_FACTOR = 2;

  final Content content = new Content();
  private final Problems problems = new Problems();
  private final Redactor redactor = new Redactor();
  private final Batches batches = new Batches(this::take);
  private final OtlpDecoder decoder = new OtlpDecoder("request", batches, problems);
  private List<WideEvent> records = new ArrayList<>();

  private Receipt take(Batch batch) {
    for (WideEvent record : batch.records()) {
      records.add(redactor.apply(record));
    }
    return Receipt.stored(batch.size());
  }

  /** Decodes a request; false where it is damaged. */
  boolean decode(Signal signal, boolean json, byte[] body, int length) {
    problems.clear();
    records = new ArrayList<>();
    boolean whole = json ? decoder.json(body, 0, length) : decoder.decode(signal, body, 0, length);
    batches.flush();
    return whole;
  }

  /** What the last request holds. */
  Arrival arrival(Signal signal, boolean json, byte[] body, int length) {
    Map<String, Long> rejected =
        problems.rejectedByCause().entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().word(), Map.Entry::getValue));
    return new Arrival(
        new Batch(records),
        digest(signal, json, body, length),
        (long) MEMORY_FACTOR * length,
        rejected,
        Map.of(),
        problems.list());
  }

  /** How many records the last request had, whatever became of them. */
  long received() {
    return records.size() + problems.rejected();
  }

  List<Problem> problems() {
    return problems.list();
  }

  /** The same bytes for another signal are another request. */
  private static Arrival.Digest digest(Signal signal, boolean json, byte[] body, int length) {
    Digest digest = new Digest();
    digest.update(body, 0, length);
    byte[] kind = (signal + (json ? " as JSON" : "")).getBytes(StandardCharsets.UTF_8);
    digest.update(kind, 0, kind.length);
    Digest.Sum sum = digest.sum();
    return new Arrival.Digest(sum.high(), sum.low());
  }

  /** Lets go of the records, and of a large buffer. */
  void clear() {
    records = new ArrayList<>();
    content.shrink();
  }
}
