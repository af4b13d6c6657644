package dev.sonde.benchmarks;

import dev.sonde.model.Attributes;
import dev.sonde.model.Batch;
import dev.sonde.model.EventSink;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Spans as services and a cluster of 60 workers would send them, in the order in which they end: twenty a
 * trace with 200 traces under way at once, four tasks and four transfers in each, ten attributes a span
 * beside those of its task. The same seed gives the same spans.
 */
final class WideSpans {

  static final int SPANS_A_TRACE = 20;
  static final String PREFIX = "rechunk";
  static final String FILTERED = "user.id";

  private static final int WORKERS = 60;
  private static final int AT_ONCE = 200;
  private static final int BATCH = 2048;
  private static final long START = 1_790_000_000_000_000_000L;
  private static final long TRACE_NANOS = 1_400_000_000L;
  private static final String[] PREFIXES = {"load", PREFIX, "reduce", "store"};
  private static final String[] REGIONS = {"eu-west", "eu-north", "us-east", "ap-south"};

  private final SplittableRandom random;
  private final List<Origin> origins = new ArrayList<>();
  private final SpanId[] traces = new SpanId[AT_ONCE];

  private WideSpans(long seed) {
    random = new SplittableRandom(seed);
    for (int i = 0; i < WORKERS; i++) {
      origins.add(
          new Origin(
              Attributes.builder()
                  .put(Keys.SERVICE_NAME, "worker-" + i % 6)
                  .put(Keys.WORKER_ID, worker(i))
                  .put(Keys.WORKER_THREADS, 4)
                  .build()));
    }
  }

  /** One that lies in the middle, to be asked for. */
  record Sample(String traceId, String taskKey, String userId) {}

  /** Writes about so many spans, whole traces only, and returns what can be asked for. */
  static Sample write(EventSink sink, long spans, long seed) {
    WideSpans writer = new WideSpans(seed);
    long rounds = Math.max(1, spans / SPANS_A_TRACE / AT_ONCE);
    List<WideEvent> batch = new ArrayList<>(BATCH);
    String traceId = "";
    for (long round = 0; round < rounds; round++) {
      for (int trace = 0; trace < AT_ONCE; trace++) {
        writer.traces[trace] =
            new SpanId(writer.random.nextLong(), writer.random.nextLong(), writer.id());
      }
      traceId = round == rounds / 2 ? writer.traces[AT_ONCE / 2].traceHex() : traceId;
      for (int step = SPANS_A_TRACE - 1; step >= 0; step--) {
        for (int trace = 0; trace < AT_ONCE; trace++) {
          batch.add(writer.span(round, trace, step));
          if (batch.size() == BATCH) {
            sink.accept(new Batch(batch));
            batch.clear();
          }
        }
      }
    }
    if (!batch.isEmpty()) {
      sink.accept(new Batch(batch));
    }
    return new Sample(traceId, key(rounds / 2, AT_ONCE / 2, 6), "user-4711");
  }

  private Span span(long round, int trace, int step) {
    long start =
        START + round * TRACE_NANOS + trace * 7_000_000L + step * 50_000_000L + random.nextInt(999);
    SpanId root = traces[trace];
    SpanId id = step == 0 ? root : new SpanId(root.traceHigh(), root.traceLow(), id());
    Attributes.Builder attributes = Attributes.builder();
    String name = name(round, trace, step, attributes);
    common(attributes);
    return new Span(
        origins.get((int) ((round * 31 + trace + step / 5) % WORKERS)),
        id,
        step == 0 ? 0 : root.span(),
        name,
        Span.Kind.INTERNAL,
        start,
        start + 2_000_000 + random.nextInt(40_000_000),
        random.nextInt(500) == 0 ? Span.Status.ERROR : Span.Status.UNSET,
        "",
        attributes.build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private String name(long round, int trace, int step, Attributes.Builder attributes) {
    if (step % 5 == 1) {
      attributes.put(Keys.TASK_KEY, key(round, trace, step));
      return "call";
    } else if (step % 5 == 2) {
      attributes.put(Keys.TRANSFER_KEY, key(round, trace, step - 1));
      attributes.put(Keys.TRANSFER_BYTES, 1_000 + random.nextInt(9_000_000));
      attributes.put(Keys.TRANSFER_FROM, worker(random.nextInt(WORKERS)));
      return "transfer";
    }
    return "step " + (step + trace % 10);
  }

  /** Ten of mixed types and sizes. */
  private void common(Attributes.Builder attributes) {
    attributes
        .put(FILTERED, "user-" + random.nextInt(10_000))
        .put("tenant.id", "tenant-" + random.nextInt(40))
        .put("cloud.region", REGIONS[random.nextInt(REGIONS.length)])
        .put("http.route", "/api/v1/things/" + random.nextInt(25))
        .put("http.response.status_code", random.nextInt(50) == 0 ? 500 : 200)
        .put("retries", random.nextInt(4))
        .put("queue.depth", random.nextInt(1000))
        .put("cached", random.nextBoolean() ? "yes" : "no")
        .put("build", "2026.11." + random.nextInt(3))
        .put("message.size_bytes", random.nextInt(100_000));
  }

  private static String key(long round, int trace, int step) {
    return String.format(
        Locale.ROOT,
        "('%s-%016x', %d)",
        PREFIXES[step / 5],
        (round / 64 + 1) * 0x9e3779b97f4a7c15L,
        (round % 64) * AT_ONCE + trace);
  }

  private static String worker(int number) {
    return "10.0.0." + (number + 1) + ":4000";
  }

  private long id() {
    long id = random.nextLong();
    return id == 0 ? 1 : id;
  }
}
