package dev.sonde.app;

import dev.sonde.sdk.Run;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.task.Attempt;
import dev.sonde.sdk.task.Spill;
import dev.sonde.sdk.task.Step;
import dev.sonde.sdk.task.Tasks;
import dev.sonde.sdk.task.Transfer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A scheduler with two workers that knows of telemetry only what the SDK's facade says: four loads, of
 * which one is repeated and one fails, sums of two each, and tasks that wait in every way.
 */
@SuppressWarnings("try") // Opened for what happens within.
final class SdkScheduler {

  private static final List<String> WORKERS = List.of("w1", "w2");

  private final Sonde sonde;
  private final Tasks tasks;

  private SdkScheduler(Sonde sonde) {
    this.sonde = sonde;
    tasks = sonde.tasks();
  }

  /** Runs it, and leaves its records in a pool. */
  static void run(Path pool) {
    try (Sonde sonde =
        Sonde.builder().service("scheduler").destination(DestinationSpec.pool(pool)).start()) {
      new SdkScheduler(sonde).run();
    }
  }

  private void run() {
    try (Run run = sonde.run("sums")) {
      sonde.worker("w1").joined(2);
      sonde.worker("w2").joined(1);
      try (Step submit = sonde.step("submit")) {
        submit();
      }
      loads();
      try (Transfer move = sonde.transfer("load-2").task("sum-1").from("w2").to("w1").begin()) {
        move.bytes(1000).wireBytes(400);
      }
      tasks.ready("sum-1");
      give("sum-1", "w1");
      attempt("sum-1", "w1", 1).dependsOn(List.of("load-1", "load-2")).run(() -> {});
      tasks.inMemory("sum-1", "w1");
      tasks.released("load-1");
      try (Spill spill = sonde.spill("load-2").worker("w1").write()) {
        spill.bytes(1000);
      }
      sonde.worker("w1").paused("memory");
      tasks.cancelled("extra-1");
      tasks.queued("late-1");
      sonde.cache().lookup("sum-1", false, "sum-1");
      Map<String, String> headers = sonde.messages().sent("m1", "scheduler", "w2", "Leave", 20);
      try (var handling = sonde.messages().handling(headers)) {
        sonde.messages().received("m1", "scheduler", "w2", "Leave", 20);
      }
      sonde.worker("w2").left("asked to");
      run.set("sums", 2);
    }
  }

  private void submit() {
    for (String key : List.of("load-1", "load-2", "load-3", "load-4", "late-1", "extra-1")) {
      tasks.submitted(key, List.of());
    }
    tasks.submitted("sum-1", List.of("load-1", "load-2"));
    tasks.submitted("sum-2", List.of("load-3", "load-4"));
    tasks.submitted("sum-3", List.of("sum-2"));
    tasks.submitted("both-1", List.of("sum-1", "late-1"));
    for (String key : List.of("sum-1", "sum-2", "sum-3", "both-1")) {
      tasks.waiting(key);
    }
  }

  private void loads() {
    for (int i = 1; i <= 4; i++) {
      String key = "load-" + i;
      String worker = WORKERS.get((i - 1) % 2);
      tasks.ready(key);
      give(key, worker);
      if (i == 2) {
        fails(attempt(key, worker, 1), "busy disk");
        give(key, worker);
        attempt(key, worker, 2).resultBytes(1000).run(() -> {});
      } else if (i == 4) {
        fails(attempt(key, worker, 1), "bad chunk");
        tasks.erred(key, new IllegalStateException("bad chunk"));
        // What needs it falls with it; another never got as far as a worker.
        tasks.submitted("odd-1", List.of());
        tasks.erred("odd-1", new IllegalArgumentException("no such file"));
        tasks.erred("sum-2", null);
        tasks.erred("sum-3", null);
        continue;
      } else {
        attempt(key, worker, 1).resultBytes(500).run(() -> {});
      }
      tasks.inMemory(key, worker);
    }
  }

  private void give(String key, String worker) {
    try (Step placing = sonde.scheduling("place").task(key)) {
      tasks.placed(key, worker, "least busy", WORKERS);
    }
    tasks.assigned(key, worker);
  }

  private Attempt attempt(String key, String worker, int number) {
    Instant now = Instant.now();
    return sonde.attempt(key).worker(worker).number(number).submitted(now).ready(now).assigned(now);
  }

  private static void fails(Attempt attempt, String why) {
    try (attempt) {
      attempt.begin().failed(new IllegalStateException(why));
    }
  }
}
