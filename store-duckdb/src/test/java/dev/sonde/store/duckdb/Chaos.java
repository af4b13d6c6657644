package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Records;
import dev.sonde.model.Attributes;
import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Records of a small world in which all that can go wrong does: few ids, few keys, few moments, so that
 * they are doubled, open, late, nested, retried and contradict each other.
 */
final class Chaos {

  private static final String[] NAMES = {
    "worker.exec.call",
    "worker.exec.gil",
    "worker.store_data",
    "worker.receive_task",
    "scheduler.decide_worker",
    "worker.transfer.recv",
    "scheduler.metrics",
    "client.submit",
    "run",
    "load",
    "GET /"
  };

  private static final String[] STATES = {
    "submitted", "waiting", "processing", "memory", "erred", "released", "nonsense"
  };

  private final Random random;
  private final List<Origin> origins = new ArrayList<>();

  Chaos(long seed) {
    this.random = new Random(seed);
    origins.add(Origin.UNKNOWN);
    for (int i = 1; i < 6; i++) {
      Attributes.Builder resource =
          Attributes.builder().put("service.name", "s" + random.nextInt(3));
      if (random.nextBoolean()) {
        resource
            .put("worker.id", "w" + random.nextInt(3))
            .put("worker.threads", 1L + random.nextInt(4));
      }
      if (random.nextInt(3) == 0) {
        resource.put("run.id", "r" + random.nextInt(2)).put("run.name", "name " + i);
      }
      origins.add(new Origin(resource.build()));
    }
  }

  List<WideEvent> records(int count) {
    List<WideEvent> records = new ArrayList<>();
    while (records.size() < count) {
      int kind = random.nextInt(20);
      if (kind == 0 && !records.isEmpty()) {
        records.add(records.get(random.nextInt(records.size())));
      } else if (kind == 1 && !records.isEmpty() && records.getLast() instanceof Span span) {
        records.add(Records.open(span));
      } else if (kind < 5) {
        records.add(event());
      } else if (kind == 5) {
        records.add(
            Records.sample("process.cpu.utilization", random.nextInt(1_000), random.nextDouble()));
      } else {
        records.add(span());
      }
    }
    return records;
  }

  private Origin origin() {
    return origins.get(random.nextInt(origins.size()));
  }

  private boolean chance(int of) {
    return random.nextInt(of) == 0;
  }

  private String key() {
    return "load-" + random.nextInt(6);
  }

  private Span span() {
    boolean traced = random.nextBoolean();
    SpanId id =
        new SpanId(
            traced ? Records.HIGH : 0, random.nextInt(3), chance(20) ? 0 : 1 + random.nextInt(25));
    String name = NAMES[random.nextInt(NAMES.length)];
    long start = Records.EPOCH + random.nextInt(60) * 10L;
    long end = chance(6) ? Span.OPEN : start + random.nextInt(40) * 10L - 20;
    Attributes.Builder own = Attributes.builder();
    if (!chance(3)) {
      own.put("worker.id", "w" + random.nextInt(3));
    }
    if (chance(2)) {
      own.put("run.id", "r" + random.nextInt(2));
    }
    if (!chance(4) && !name.equals("run") && !name.equals("GET /")) {
      own.put("task.key", key());
    }
    if (chance(5)) {
      own.put("task.attempt", (long) random.nextInt(4));
    }
    if (chance(5)) {
      own.put("task.dependencies", new Value.Array(List.of(Value.of(key()), Value.of(key()))));
    }
    if (name.equals("worker.transfer.recv")) {
      own.put("transfer.key", chance(3) ? "data-" + random.nextInt(3) : key());
    }
    if (name.equals("scheduler.metrics")) {
      own.put("queued", (long) random.nextInt(9)).put("load", Value.of(random.nextDouble()));
    }
    boolean root = name.equals("run");
    if (root) {
      own.put("run.id", "r" + random.nextInt(2)).put("run.name", "root " + random.nextInt(3));
    }
    long parent = root || chance(3) ? 0 : 1 + random.nextInt(25);
    Span.Status status = chance(5) ? Span.Status.ERROR : Span.Status.UNSET;
    return new Span(
        origin(),
        id,
        parent,
        name,
        Span.Kind.UNSPECIFIED,
        start,
        end,
        status,
        "",
        own.build(),
        List.of(),
        List.of(),
        Attributes.EMPTY);
  }

  private Event event() {
    long at = random.nextInt(100) * 10L;
    Attributes.Builder own = Attributes.builder();
    if (chance(2)) {
      own.put("run.id", "r" + random.nextInt(2));
    }
    String name;
    switch (random.nextInt(5)) {
      case 0 -> {
        name = chance(2) ? "worker.added" : "worker.removed";
        own.put("worker.id", "w" + random.nextInt(4));
        if (chance(2)) {
          own.put("worker.threads", (long) random.nextInt(5));
          own.put("worker.reason", "reason " + random.nextInt(3));
        }
      }
      case 1 -> {
        name = chance(2) ? "run.started" : "run.finished";
        if (chance(2)) {
          own.put("run.status", "status " + random.nextInt(3))
              .put("run.name", "told " + random.nextInt(3));
        }
      }
      case 2 -> {
        name = chance(2) ? "message.sent" : "message.received";
        own.put("message.id", "m" + random.nextInt(12));
      }
      default -> {
        name = chance(4) ? "task.placed" : "task.transition";
        own.put("task.key", chance(5) ? "told-" + random.nextInt(3) : key());
        own.put("task.state.to", STATES[random.nextInt(STATES.length)]);
        if (chance(4)) {
          own.put("task.dependencies", new Value.Array(List.of(Value.of(key()))));
        }
      }
    }
    return new Event(
        origin(), Records.EPOCH + at, name, 0, null, SpanId.NONE, own.build(), Attributes.EMPTY);
  }
}
