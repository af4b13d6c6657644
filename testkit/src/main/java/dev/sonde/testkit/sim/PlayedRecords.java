package dev.sonde.testkit.sim;

import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.testkit.RecordLines;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was played as records by the conventions, so that it goes the way of any capture. */
public final class PlayedRecords {

  private static final long TRACE = 0x0af7651916cd43ddL;
  private static final long EPOCH = 1_790_000_000_000_000_000L;

  private final Played played;
  private final String run;
  private final List<Origin> workers = new ArrayList<>();
  private final Origin client;
  private final Origin scheduler;
  private long span = 1;

  private PlayedRecords(Played played, String run) {
    this.played = played;
    this.run = run;
    for (int i = 0; i < played.cluster().machines().size(); i++) {
      workers.add(
          new Origin(
              Attributes.builder()
                  .put(Keys.SERVICE_NAME, Value.of("worker"))
                  .put(Keys.WORKER_ID, Value.of(Played.worker(i)))
                  .put(
                      Keys.WORKER_THREADS,
                      Value.of((long) played.cluster().machines().get(i).threads()))
                  .put(Keys.RUN_ID, Value.of(run))
                  .build()));
    }
    this.client = party("client");
    this.scheduler = party("scheduler");
  }

  private Origin party(String service) {
    return new Origin(
        Attributes.builder()
            .put(Keys.SERVICE_NAME, Value.of(service))
            .put(Keys.RUN_ID, Value.of(run))
            .build());
  }

  /**
   * Hands over all records, in the order in which they ended.
   *
   * @param run its id
   */
  public static void of(Played played, String run, Consumer<WideEvent> sink) {
    new PlayedRecords(played, run).write(sink);
  }

  /** The records as lines of JSON, which are read as any capture; how many spans there are. */
  public static long write(Played played, String run, Path file) {
    return RecordLines.write(file, sink -> of(played, run, sink));
  }

  private void write(Consumer<WideEvent> sink) {
    for (int i = 0; i < workers.size(); i++) {
      Cluster.Machine machine = played.cluster().machines().get(i);
      sink.accept(worker(i, Keys.EVENT_WORKER_ADDED, machine.joinsNanos()));
      if (machine.leavesNanos() < played.wallNanos()) {
        sink.accept(worker(i, Keys.EVENT_WORKER_REMOVED, machine.leavesNanos()));
      }
      for (int p = 0; p < machine.pausedNanos().size(); p++) {
        sink.accept(
            worker(
                i,
                p % 2 == 0 ? Keys.EVENT_WORKER_PAUSED : Keys.EVENT_WORKER_RESUMED,
                machine.pausedNanos().get(p)));
      }
    }
    // The run's own span reaches to its end, also where nothing else does.
    sink.accept(
        new Span(
            client,
            new SpanId(TRACE, run.hashCode(), span++),
            "run",
            EPOCH,
            EPOCH + played.wallNanos(),
            Attributes.builder()
                .put(Keys.RUN_ID, Value.of(run))
                .put(Keys.RUN_NAME, Value.of("played"))
                .build()));
    for (Played.Piece piece : played.pieces()) {
      sink.accept(span(piece));
    }
  }

  private Event worker(int machine, String name, long nanos) {
    return new Event(
        workers.get(machine),
        EPOCH + nanos,
        name,
        0,
        null,
        SpanId.NONE,
        Attributes.of(Keys.WORKER_ID, Value.of(Played.worker(machine))),
        Attributes.EMPTY);
  }

  private Span span(Played.Piece piece) {
    Attributes.Builder attributes = Attributes.builder();
    if (piece.job() >= 0) {
      attributes.put(Keys.TASK_KEY, Value.of(played.jobs().get(piece.job()).key()));
    }
    String name = name(piece, attributes);
    Origin origin =
        piece.machine() >= 0
            ? workers.get(piece.machine())
            : piece.kind() == Played.Kind.CLIENT ? client : scheduler;
    return new Span(
        origin,
        new SpanId(TRACE, run.hashCode(), span++),
        0,
        name,
        Span.Kind.INTERNAL,
        EPOCH + piece.startNanos(),
        EPOCH + piece.endNanos(),
        piece.error() == null ? Span.Status.OK : Span.Status.ERROR,
        piece.error() == null ? "" : piece.error(),
        attributes.build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private String name(Played.Piece piece, Attributes.Builder attributes) {
    return switch (piece.kind()) {
      case ATTEMPT -> attempt(piece, attributes);
      case SERIALIZE -> phase("deserialize", "worker.exec.deserialize", attributes);
      case LOCK -> phase("lock", "worker.exec.gil", attributes);
      case STORE -> phase("store", "worker.store_data", attributes);
      case TRANSFER -> transfer(piece, attributes);
      case SPILL -> {
        attributes.put(Keys.SPILL_KEY, Value.of(played.jobs().get(piece.job()).key() + "-input"));
        attributes.put(Keys.SPILL_DIRECTION, Value.of("read"));
        yield "worker.unspill.read";
      }
      case DECISION -> {
        attributes.put(Keys.SONDE_COMPONENT, Value.of("scheduler"));
        yield "scheduler.decide_worker";
      }
      case CLIENT -> {
        attributes.put(Keys.RUN_PHASE, Value.of("lower_graph"));
        yield "client.lower_graph";
      }
    };
  }

  private static String phase(String phase, String name, Attributes.Builder attributes) {
    attributes.put(Keys.TASK_PHASE, Value.of(phase));
    return name;
  }

  private String transfer(Played.Piece piece, Attributes.Builder attributes) {
    Job data = played.jobs().get(piece.data());
    attributes.put(Keys.TRANSFER_KEY, Value.of(data.key()));
    attributes.put(Keys.TRANSFER_BYTES, Value.of(data.bytes()));
    attributes.put(Keys.TRANSFER_FROM, Value.of(Played.worker(piece.from())));
    attributes.put(Keys.TRANSFER_TO, Value.of(Played.worker(piece.machine())));
    return "transfer";
  }

  private String attempt(Played.Piece piece, Attributes.Builder attributes) {
    Job job = played.jobs().get(piece.job());
    attributes.put(Keys.TASK_PREFIX, Value.of(job.prefix()));
    attributes.put(Keys.TASK_ATTEMPT, Value.of((long) piece.attempt()));
    if (played.cluster().dependencies()) {
      List<Value> needs = new ArrayList<>();
      job.needs().forEach(need -> needs.add(Value.of(played.jobs().get(need).key())));
      attributes.put(Keys.TASK_DEPENDENCIES, new Value.Array(needs));
      attributes.put(
          Keys.TASK_SUBMITTED,
          Value.of(EPOCH + played.cluster().costs().client() + job.submittedNanos()));
    }
    attributes.put(Keys.TASK_RESULT_BYTES, Value.of(job.bytes()));
    return job.prefix();
  }
}
