package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.SpanNames;
import dev.sonde.model.vocabulary.TaskKeys;
import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.scope.Within;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to run a task: a span over the time in which the task's own code runs. What is known
 * beforehand is said before {@link #begin}, the rest after it; closed by the thread that began it.
 *
 * <pre>{@code
 * Result result = sonde.attempt("load-1").worker("w1").call(() -> load(file));
 * }</pre>
 *
 * <p>For one thread at a time; never throws.
 */
public final class Attempt implements AutoCloseable {

  private record Input(String name, Supplier<?> value) {}

  private final Recorder recorder;
  private final @Nullable String key;
  private @Nullable String prefix;
  private @Nullable String worker;

  /** Keys and values in turn, which costs less than a list of pairs. */
  private Object[] given = new Object[24];

  private int givenSize;
  private @Nullable List<Input> inputs;
  private @Nullable Context below;
  private @Nullable Context context;
  private @Nullable Within within;
  private @Nullable Span span;

  Attempt(Recorder recorder, @Nullable String key) {
    this.recorder = recorder;
    this.key = key;
    if (key != null) {
      give(Fields.TASK_KEY, key);
    }
  }

  /** Its kind; where it is not said, the key without trailing numbers and hashes. */
  public Attempt prefix(String prefix) {
    this.prefix = prefix;
    return with(Fields.TASK_PREFIX, prefix);
  }

  /**
   * @param number from 1
   */
  public Attempt number(int number) {
    return with(Fields.TASK_ATTEMPT, (long) number);
  }

  /** Keys of the tasks whose results it uses. */
  public Attempt dependsOn(Collection<String> keys) {
    return keys == null ? this : with(Fields.TASK_DEPENDENCIES, EventBuilder.present(keys));
  }

  public Attempt submitted(@Nullable Instant when) {
    return with(Fields.TASK_SUBMITTED, Fields.nanos(when));
  }

  /** When all that it needs was there. */
  public Attempt ready(@Nullable Instant when) {
    return with(Fields.TASK_READY, Fields.nanos(when));
  }

  /** When it was given to the worker. */
  public Attempt assigned(@Nullable Instant when) {
    return with(Fields.TASK_ASSIGNED, Fields.nanos(when));
  }

  /** The worker that it runs on, where the process is not that worker as a whole. */
  public Attempt worker(String id) {
    worker = id;
    return with(Fields.WORKER_ID, id);
  }

  /** What it belongs to, where that is not what is around the thread that begins it. */
  public Attempt below(Context context) {
    below = context;
    return this;
  }

  /** A value that goes in; asked for only where this attempt is recorded, kept within limits. */
  public Attempt input(String name, Supplier<?> value) {
    Span begun = span;
    if (begun != null) {
      recorder.capture(begun, Keys.TASK_INPUT + name, value);
    } else {
      List<Input> all = inputs == null ? new ArrayList<>() : inputs;
      all.add(new Input(name, value));
      inputs = all;
    }
    return this;
  }

  /** Starts the span, and makes it current on this thread. A second call does nothing. */
  public Attempt begin() {
    if (span == null) {
      try {
        start(below == null ? recorder.around() : below);
      } catch (RuntimeException | LinkageError e) {
        // Of an OpenTelemetry that is not ours; the task runs all the same.
        Complaints.say("an attempt", e);
      }
    }
    return this;
  }

  @SuppressWarnings("unchecked") // A key comes with a value of its type.
  private void start(Context around) {
    SpanBuilder builder = recorder.span(name(), around);
    for (int i = 0; i < givenSize; i += 2) {
      builder.setAttribute((AttributeKey<Object>) given[i], given[i + 1]);
    }
    Span begun = builder.startSpan();
    span = begun;
    List<Input> waiting = inputs;
    if (waiting != null) {
      for (Input each : waiting) {
        recorder.capture(begun, Keys.TASK_INPUT + each.name(), each.value());
      }
      inputs = null;
    }
    context = around.with(begun);
    within = recorder.enter(around, begun);
  }

  /**
   * The prefix; that is what a kind of task is called everywhere. One that is a name of the conventions'
   * table, which would decide what the span is, gets a word in front.
   */
  private String name() {
    String kind = prefix != null ? prefix : key == null ? "task" : TaskKeys.prefix(key);
    return kind.isEmpty() || !SpanNames.of(kind).pattern().equals("*") ? "task " + kind : kind;
  }

  /** Its result was there already. */
  public Attempt cacheHit() {
    return with(Fields.TASK_CACHE, "hit");
  }

  public Attempt cacheMiss() {
    return with(Fields.TASK_CACHE, "miss");
  }

  public Attempt resultBytes(long bytes) {
    return with(Fields.TASK_RESULT_BYTES, bytes);
  }

  /** The value that comes out; asked for only where this attempt is recorded, kept within limits. */
  public Attempt output(Supplier<?> value) {
    Span begun = span;
    if (begun != null) {
      recorder.capture(begun, Keys.TASK_OUTPUT, value);
    }
    return this;
  }

  public Attempt failed(Throwable why) {
    Failure.put(span, why);
    return this;
  }

  public Attempt set(String key, String value) {
    return key == null ? this : with(AttributeKey.stringKey(key), value);
  }

  public Attempt set(String key, long value) {
    return key == null ? this : with(AttributeKey.longKey(key), value);
  }

  public Attempt set(String key, double value) {
    return key == null ? this : with(AttributeKey.doubleKey(key), value);
  }

  public Attempt set(String key, boolean value) {
    return key == null ? this : with(AttributeKey.booleanKey(key), value);
  }

  private <T> Attempt with(AttributeKey<T> key, @Nullable T value) {
    Span begun = span;
    if (value == null) {
      return this;
    } else if (begun == null) {
      give(key, value);
    } else {
      begun.setAttribute(key, value);
    }
    return this;
  }

  private void give(AttributeKey<?> key, Object value) {
    if (givenSize == given.length) {
      given = Arrays.copyOf(given, 2 * givenSize);
    }
    given[givenSize++] = key;
    given[givenSize++] = value;
  }

  /**
   * What happens around the task's own code: {@code deserialize}, {@code lock}, {@code serialize}, {@code
   * store}. Begins now; before {@link #begin} beside the attempt, after it below it.
   */
  public Phase phase(String name) {
    return Phase.begin(recorder, name, key, prefix, worker);
  }

  /** What is current inside, to be made current elsewhere; what is around this thread before it begins. */
  public Context context() {
    Context inside = context;
    return inside == null ? recorder.around() : inside;
  }

  /** Whether it has begun and is kept, not sampled out. */
  public boolean isSampled() {
    return span != null && span.getSpanContext().isSampled();
  }

  /** Ends it. A second call does nothing, nor does one without {@link #begin}. */
  @Override
  public void close() {
    Span begun = span;
    Within open = within;
    if (begun != null && open != null) {
      within = null;
      begun.end();
      open.close();
    }
  }

  /** Begins, runs that, and closes; what it throws is told and thrown on. */
  public <T> T call(Callable<T> work) throws Exception {
    begin();
    try {
      return work.call();
    } catch (Throwable why) {
      failed(why);
      throw why;
    } finally {
      close();
    }
  }

  /** Begins, runs that, and closes; what it throws is told and thrown on. */
  public void run(Runnable work) {
    begin();
    try {
      work.run();
    } catch (Throwable why) {
      failed(why);
      throw why;
    } finally {
      close();
    }
  }
}
