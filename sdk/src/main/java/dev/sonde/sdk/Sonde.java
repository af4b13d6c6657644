package dev.sonde.sdk;

import dev.sonde.sdk.executor.TracedExecutor;
import dev.sonde.sdk.log.LogHub;
import dev.sonde.sdk.pipeline.Losses;
import dev.sonde.sdk.pipeline.Pipeline;
import dev.sonde.sdk.pipeline.ProcessResource;
import dev.sonde.sdk.pipeline.SampleMaker;
import dev.sonde.sdk.sample.Gauges;
import dev.sonde.sdk.sample.ProcessSamples;
import dev.sonde.sdk.scope.Around;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.Artifacts;
import dev.sonde.sdk.task.Attempt;
import dev.sonde.sdk.task.Cache;
import dev.sonde.sdk.task.EventBuilder;
import dev.sonde.sdk.task.Messages;
import dev.sonde.sdk.task.Recorder;
import dev.sonde.sdk.task.Spill;
import dev.sonde.sdk.task.Step;
import dev.sonde.sdk.task.Tasks;
import dev.sonde.sdk.task.Transfer;
import dev.sonde.sdk.task.WorkerEvents;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * The SDK of one program: open it once, at the start.
 *
 * <pre>{@code
 * try (Sonde sonde = Sonde.start();
 *     Run run = sonde.run("nightly")) {
 *   ...
 * }
 * }</pre>
 *
 * <p>{@code SONDE_SDK_DISABLED=true} (or the system property {@code sonde.sdk.disabled}) turns
 * everything off.
 */
public final class Sonde implements AutoCloseable {

  private static final Sonde OFF =
      new Sonde(OpenTelemetry.noop(), Recorder.off(), null, null, Attributes.empty());
  private static volatile Sonde current = OFF;

  private final OpenTelemetry telemetry;
  private final @Nullable Pipeline pipeline;
  private final Recorder recorder;
  private final LogHub.@Nullable Listening logs;
  private final Attributes resource;
  private final List<ProcessSamples> samples = new CopyOnWriteArrayList<>();

  Sonde(
      OpenTelemetry telemetry,
      Recorder recorder,
      @Nullable Pipeline pipeline,
      LogHub.@Nullable Listening logs,
      Attributes resource) {
    this.resource = resource;
    this.telemetry = telemetry;
    this.recorder = recorder;
    this.pipeline = pipeline;
    this.logs = logs;
  }

  /** As the environment says (docs/sdk.md). */
  public static Sonde start() {
    return builder().start();
  }

  public static SondeBuilder builder() {
    return new SondeBuilder(System.getenv());
  }

  /** On telemetry that somebody else has set up and ends. */
  public static Sonde on(OpenTelemetry telemetry) {
    Objects.requireNonNull(telemetry, "telemetry is null");
    if (SondeBuilder.isOff(System.getenv())) {
      return OFF;
    }
    Context inherited = Inherited.context(System.getenv(), ProcessResource.of(System.getenv()));
    return new Sonde(
        telemetry, new Recorder(telemetry, inherited, true), null, null, Attributes.empty());
  }

  /** One that records nothing. */
  public static Sonde off() {
    return OFF;
  }

  /** The one that was started last and is not closed; {@link #off()} where there is none. */
  public static Sonde current() {
    return current;
  }

  static Sonde started(Sonde sonde) {
    current = sonde;
    Around.process(sonde.recorder.inherited());
    return sonde;
  }

  /** Opens a run on this thread. */
  public Run run(String name) {
    return Run.open(recorder, name == null ? "run" : name);
  }

  /** Binds a key around what happens on this thread until that is closed. */
  public Within within(String key, String value) {
    return within(
        key == null || value == null
            ? Attributes.empty()
            : Attributes.of(AttributeKey.stringKey(key), value));
  }

  public Within within(Attributes keys) {
    return Within.open(recorder.around(), keys == null ? Attributes.empty() : keys);
  }

  /**
   * An executor that does what that one does, and tells of its tasks: when each was submitted, how long
   * it waited, when it ran, as a part of what the caller was doing. Nothing else is to be called.
   *
   * @param pool a name for it, of which there are few
   */
  public ExecutorService traced(String pool, ExecutorService executor) {
    Objects.requireNonNull(pool, "pool is null");
    Objects.requireNonNull(executor, "executor is null");
    return recorder.isOff() ? executor : TracedExecutor.of(recorder, pool, executor);
  }

  /** The same; each time that a repeated task runs is a task. */
  public ScheduledExecutorService traced(String pool, ScheduledExecutorService executor) {
    Objects.requireNonNull(pool, "pool is null");
    Objects.requireNonNull(executor, "executor is null");
    return recorder.isOff() ? executor : TracedExecutor.of(recorder, pool, executor);
  }

  /** Where OpenTelemetry's own API is wanted. */
  public OpenTelemetry openTelemetry() {
    return telemetry;
  }

  /** What a scheduler knows of its tasks. */
  public Tasks tasks() {
    return recorder.tasks();
  }

  /** One attempt to run a task; it begins when that is said. */
  public Attempt attempt(String key) {
    return recorder.attempt(key);
  }

  /** What happens to a worker. */
  public WorkerEvents worker(String id) {
    return recorder.worker(id);
  }

  /** Data that moves between workers; it begins when that is said. */
  public Transfer transfer(String dataKey) {
    return recorder.transfer(dataKey);
  }

  /** Data that goes to disk or comes from there. */
  public Spill spill(String dataKey) {
    return recorder.spill(dataKey);
  }

  public Cache cache() {
    return recorder.cache();
  }

  public Messages messages() {
    return recorder.messages();
  }

  public Artifacts artifacts() {
    return recorder.artifacts();
  }

  /** A phase of the program that submits the work; begins now. */
  public Step step(String phase) {
    return recorder.step(phase);
  }

  /** Work of a scheduler, such as choosing a worker; begins now. */
  public Step scheduling(String what) {
    return recorder.scheduling(what);
  }

  /**
   * Takes samples of what this process uses, from now until that is closed or this is. They have the keys
   * that are bound here, the run for one: begin them within it.
   *
   * @throws IllegalArgumentException where that is less than ten milliseconds
   */
  public ProcessSamples sampling(Duration every) {
    Objects.requireNonNull(every, "every is null");
    ProcessSamples taken =
        new ProcessSamples(sink(Within.keys(recorder.around())), recorder.moved(), every);
    samples.add(taken);
    return taken;
  }

  /** Null where nothing is to be measured. */
  private ProcessSamples.@Nullable Sink sink(Attributes keys) {
    if (pipeline != null) {
      return new SampleMaker(pipeline, resource, keys)::sample;
    }
    return recorder.isOff() ? null : new Gauges(telemetry, keys);
  }

  /** An event of any name. */
  public EventBuilder event(String name) {
    return recorder.event(name);
  }

  /**
   * What is around this thread: its own context, or what this process was started with where the thread
   * has none.
   */
  Context around() {
    return recorder.around();
  }

  /** What could not be delivered. */
  public Losses losses() {
    return pipeline == null ? new Losses(Map.of()) : pipeline.losses();
  }

  /**
   * Waits until what was recorded is delivered.
   *
   * @return false where that took longer
   */
  public boolean flush(Duration most) {
    return pipeline == null || pipeline.flush(most);
  }

  /** Delivers what was recorded, within two seconds, and ends. */
  @Override
  public void close() {
    if (current == this) {
      current = OFF;
      Around.process(Context.root());
    }
    samples.forEach(ProcessSamples::close);
    if (logs != null) {
      logs.close();
    }
    if (pipeline != null) {
      pipeline.close();
    }
  }
}
