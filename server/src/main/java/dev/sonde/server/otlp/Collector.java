package dev.sonde.server.otlp;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.StoreException;
import dev.sonde.ingest.otlp.RecordCount;
import dev.sonde.ingest.otlp.Signal;
import dev.sonde.model.Batch;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.server.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Takes requests: reads, decodes, redacts, offers them to the store, and answers once they are kept. The
 * store enters in the books what it is offered; what cannot be understood goes there without records,
 * and what there is no memory for is entered here, so every record is in the books exactly once. Memory is bounded whatever comes: bytes that wait for the store, and
 * requests that are decoded at once.
 */
public final class Collector {

  /** How long a request waits for memory, and then for its turn, before it is refused. */
  private static final long WAIT_MILLIS = 2_000;

  /** How long the store may take to say what became of a request. */
  private static final long RECEIPT_SECONDS = 60;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  /** Decoding is work, not waiting: more at once would only take more memory. */
  private static final int BENCHES = Math.max(2, Runtime.getRuntime().availableProcessors());

  private final LiveStore store;
  private final int bodyLimit;
  private final Flight flight;
  private final BlockingQueue<Bench> benches = new ArrayBlockingQueue<>(BENCHES, true);

  /** Counts what refused requests brought, one at a time. */
  private final Content counting = new Content();

  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  /**
   * One request.
   *
   * @param content as it was sent
   * @param length that it is said to have as sent, in bytes; -1 where that is not said
   */
  record Request(
      Signal signal, boolean json, Encoding encoding, InputStream content, long length) {}

  /**
   * What became of a request.
   *
   * @param rejected records that could not be understood
   * @param message why, or what else was wrong; empty where all is well
   */
  record Kept(long rejected, String message) {}

  /**
   * For the server's own telemetry.
   *
   * @param bytes of all requests' bodies, after decompression
   * @param inFlightBytes of those that are not stored yet
   */
  public record Figures(long requests, long bytes, long inFlightBytes) {}

  /**
   * @param bodyLimit of one request, in bytes, after decompression
   * @param flightLimit of all requests under way, in bytes
   */
  public Collector(LiveStore store, int bodyLimit, long flightLimit) {
    this.store = store;
    this.bodyLimit = bodyLimit;
    this.flight = new Flight(flightLimit, WAIT_MILLIS);
    for (int i = 0; i < BENCHES; i++) {
      benches.add(new Bench());
    }
  }

  public Figures figures() {
    return new Figures(requests.sum(), bytes.sum(), flight.taken());
  }

  int bodyLimit() {
    return bodyLimit;
  }

  /**
   * Keeps a request, or nothing of it.
   *
   * @throws Refusal where nothing was kept; what may come again says when
   * @throws IOException where the client went away before it had sent everything
   */
  Kept collect(Request request) throws Refusal, IOException {
    requests.increment();
    Content packed = new Content();
    try (Flight.Seat seat = flight.seat()) {
      read(request, packed, seat);
      Arrival arrival = decoded(request, packed, seat);
      return kept(arrival, offer(arrival));
    } catch (Flight.NoRoom e) {
      throw noRoom(request, packed);
    }
  }

  private void read(Request request, Content packed, Flight.Seat seat)
      throws Refusal, IOException, Flight.NoRoom {
    boolean whole =
        request.length() <= bodyLimit
            && packed.fill(request.content(), bodyLimit, request.length(), seat::hold);
    if (!whole) {
      throw tooLarge();
    }
    if (packed.length < request.length()) {
      rejected("truncated", 1, List.of());
      throw new Refusal(
          400, "the body ends after " + packed.length + " of " + request.length() + " bytes");
    }
  }

  private Arrival decoded(Request request, Content packed, Flight.Seat seat)
      throws Refusal, Flight.NoRoom {
    Bench bench = bench();
    try {
      Content body = packed;
      if (request.encoding() != Encoding.IDENTITY) {
        unpack(request, packed, bench.content);
        body = bench.content;
      }
      seat.hold(body.length);
      bytes.add(body.length);
      if (!bench.decode(request.signal(), request.json(), body.bytes, body.length)) {
        rejected("malformed", Math.max(1, bench.received()), bench.problems());
        throw new Refusal(400, "the body cannot be decoded: " + first(bench.problems()));
      }
      return bench.arrival(request.signal(), request.json(), body.bytes, body.length);
    } finally {
      bench.clear();
      benches.add(bench);
    }
  }

  private Bench bench() throws Flight.NoRoom {
    try {
      Bench bench = benches.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
      if (bench != null) {
        return bench;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new Flight.NoRoom();
  }

  private void unpack(Request request, Content packed, Content into) throws Refusal, Flight.NoRoom {
    try (InputStream in =
        request.encoding().open(new ByteArrayInputStream(packed.bytes, 0, packed.length))) {
      if (packed.length == 0) {
        // zstd takes it for the end of nothing.
        throw new EOFException("it is empty");
      }
      if (!into.fill(in, bodyLimit, -1, length -> {})) {
        throw tooLarge();
      }
    } catch (IOException e) {
      rejected("malformed", 1, List.of());
      throw new Refusal(400, "the body cannot be decompressed: " + e.getMessage());
    }
  }

  private Refusal tooLarge() {
    rejected("too_large", 1, List.of());
    return new Refusal(
        413,
        "the request has more than "
            + bodyLimit
            + " bytes after decompression, which are the most; send smaller batches");
  }

  /** Counts what the request brought, with memory for one such request at a time, and keeps nothing. */
  private Refusal noRoom(Request request, Content packed) {
    long records;
    synchronized (counting) {
      records = count(request, packed);
      counting.shrink();
    }
    store.ledger().refused("memory", records);
    return new Refusal(429, "too much is under way; send it again later", RETRY_AFTER);
  }

  private long count(Request request, Content packed) {
    InputStream read = new ByteArrayInputStream(packed.bytes, 0, packed.length);
    try (InputStream all = new java.io.SequenceInputStream(read, request.content());
        InputStream in = request.encoding().open(all)) {
      counting.fill(in, bodyLimit, -1, length -> {});
    } catch (IOException | Flight.NoRoom e) {
      // Counted as far as it goes.
    }
    return request.json()
        ? RecordCount.json(counting.bytes, 0, counting.length)
        : RecordCount.protobuf(request.signal(), counting.bytes, 0, counting.length);
  }

  /** Enters records of which nothing can be kept, durably; where that fails, the answer is the same. */
  private void rejected(String cause, long records, List<Problem> problems) {
    try {
      offer(new Arrival(new Batch(List.of()), null, 0, Map.of(cause, records), Map.of(), problems));
    } catch (Refusal e) {
      // The store entered it as refused, which is as true.
    }
  }

  private Receipt offer(Arrival arrival) throws Refusal {
    if (arrival.batch().size() == 0 && arrival.rejected().isEmpty()) {
      return Receipt.stored(0);
    }
    try {
      return store.offer(arrival).get(RECEIPT_SECONDS, TimeUnit.SECONDS);
    } catch (StoreException e) {
      throw refused(e);
    } catch (ExecutionException e) {
      throw refused(e.getCause());
    } catch (TimeoutException e) {
      // The store may yet keep it, and knows it when it comes again.
      throw new Refusal(
          503, "the store is late; send it again, nothing is counted twice", RETRY_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Refusal(503, "the server is closing; send it again", RETRY_AFTER);
    }
  }

  private static Refusal refused(@Nullable Throwable cause) {
    if (cause instanceof OverloadedException e) {
      boolean busy = e.why().equals("queue") || e.why().equals("memory");
      return new Refusal(busy ? 429 : 503, String.valueOf(e.getMessage()), e.retryAfter());
    }
    return new Refusal(503, "the store failed at this and kept nothing of it", RETRY_AFTER);
  }

  private static long sum(Map<String, Long> causes) {
    return causes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Kept kept(Arrival arrival, Receipt receipt) {
    long rejected = sum(arrival.rejected());
    if (rejected == 0) {
      return new Kept(0, first(arrival.problems()));
    }
    long all = rejected + receipt.stored() + receipt.duplicate();
    return new Kept(
        rejected, rejected + " of " + all + " were rejected, first " + first(arrival.problems()));
  }

  private static String first(List<Problem> problems) {
    if (problems.isEmpty()) {
      return "";
    }
    Problem problem = problems.getFirst();
    return problem.code().word() + " at " + problem.where() + ": " + problem.message();
  }
}
