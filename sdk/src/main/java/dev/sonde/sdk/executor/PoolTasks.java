package dev.sonde.sdk.executor;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.Attempt;
import dev.sonde.sdk.task.Recorder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is told of one pool. It is a worker of its own, with as many slots as it has threads, as what it
 * runs is beside what else the process does; a name that is unique, as another process may have the same.
 */
final class PoolTasks {

  private static final AttributeKey<String> RUN = AttributeKey.stringKey(Keys.RUN_ID);
  private static final int MOST_RUNS = 1000;

  private final Recorder recorder;
  private final String pool;
  private final @Nullable Integer slots;
  private final String unique;
  private final AtomicLong number = new AtomicLong();
  private final Set<String> joined = ConcurrentHashMap.newKeySet();

  /** Shut down: what it is still given it rejects, and is no worker for. */
  private volatile boolean over;

  PoolTasks(Recorder recorder, String pool, @Nullable Integer slots) {
    this.recorder = recorder;
    this.pool = pool;
    this.slots = slots;
    // With a digit, so that it is seen to be no part of a name.
    unique = "0" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
  }

  String pool() {
    return pool;
  }

  String worker() {
    return pool + "-" + unique;
  }

  Context around() {
    return recorder.around();
  }

  String key(String prefix) {
    return prefix + "-" + unique + "-" + number.incrementAndGet();
  }

  /** Each run that it works for has it as a worker from then on. */
  void join(Context around) {
    String run = run(around);
    if (over) {
      return;
    }
    if (!joined.contains(run) && joined.size() < MOST_RUNS && joined.add(run)) {
      quietly(() -> recorder.worker(worker(), around).joined(slots));
    }
  }

  /** It works no more for the run that is around this thread. */
  void leave() {
    over = true;
    Context around = recorder.around();
    if (joined.remove(run(around))) {
      quietly(() -> recorder.worker(worker(), around).left("shutdown"));
    }
  }

  private static String run(Context around) {
    String run = Within.keys(around).get(RUN);
    return run == null ? "" : run;
  }

  void submitted(Job job) {
    quietly(() -> recorder.tasks(job.around()).submitted(job.key(), job.prefix(), List.of()));
  }

  /** Its time has not come. */
  void waiting(Job job) {
    quietly(() -> recorder.tasks(job.around()).waiting(job.key()));
  }

  void cancelled(Job job) {
    quietly(() -> recorder.tasks(job.around()).cancelled(job.key()));
  }

  void ended(Job job, @Nullable Throwable why) {
    quietly(() -> {
      if (why == null) {
        recorder.tasks(job.around()).inMemory(job.key(), worker());
      } else {
        recorder.tasks(job.around()).erred(job.key(), why);
      }
    });
  }

  Attempt attempt(String key, String prefix, Context around, @Nullable Instant submitted) {
    return recorder.attempt(key).prefix(prefix).worker(worker()).submitted(submitted).below(around);
  }

  private static void quietly(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("a pool's tasks", e);
    }
  }
}
