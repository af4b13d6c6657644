package dev.sonde.demo.cluster;

import dev.sonde.demo.Logs;
import dev.sonde.demo.Telemetry;
import dev.sonde.demo.TempFolder;
import dev.sonde.demo.wire.Children;
import dev.sonde.demo.wire.Door;
import dev.sonde.demo.wire.Frame;
import dev.sonde.demo.wire.Link;
import dev.sonde.sdk.Sonde;
import dev.sonde.sdk.sample.ProcessSamples;
import dev.sonde.sdk.scope.Carry;
import dev.sonde.sdk.scope.Within;
import dev.sonde.sdk.task.Attempt;
import dev.sonde.sdk.task.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One worker, a process: computes what the scheduler sends, holds the results, hands them to others. */
public final class Worker {

  private static final Duration BETWEEN_SAMPLES = Duration.ofMillis(250);

  private static final Logger LOG = Logger.getLogger(Worker.class.getName());

  private final WorkerOptions options;
  private final Sonde sonde;
  private final Functions functions;
  private final DataStore data;
  private final Fetching fetching;
  private final Link scheduler;
  private final ExecutorService fetchers;
  private final ExecutorService slots;
  private final CountDownLatch end = new CountDownLatch(1);

  /** Of the run under way; the thread that reads the scheduler's messages has it. */
  private @Nullable ProcessSamples samples;

  private Worker(WorkerOptions options, Sonde sonde, Functions functions, Path folder)
      throws IOException {
    this.options = options;
    this.sonde = sonde;
    this.functions = functions;
    data = new DataStore(sonde, folder, options.limit());
    fetching = new Fetching(sonde, options.id(), data, options.bandwidth());
    scheduler = Link.to(options.scheduler());
    fetchers = Executors.newFixedThreadPool(2 * options.slots(), named("fetch"));
    slots = Executors.newFixedThreadPool(options.slots(), named("slot"));
  }

  private static java.util.concurrent.ThreadFactory named(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
  }

  public static void main(String[] args) throws Exception {
    Children.watchParent();
    Logs.quiet();
    WorkerOptions options = WorkerOptions.of(args);
    Functions functions =
        Class.forName(options.functions())
            .asSubclass(Functions.class)
            .getDeclaredConstructor()
            .newInstance();
    try (TempFolder folder = TempFolder.create(options.id());
        Telemetry telemetry = Telemetry.worker("demo-worker", options.id(), options.slots())) {
      new Worker(options, telemetry.sonde(), functions, folder.path()).run();
    }
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    try (Door door = fetching.open()) {
      scheduler.send(
          Frame.of(
              "hello",
              "id",
              options.id(),
              "slots",
              options.slots(),
              "port",
              door.port(),
              "pid",
              ProcessHandle.current().pid()));
      scheduler.read("scheduler", this::take, end::countDown);
      end.await();
    }
    slots.shutdownNow();
    fetchers.shutdownNow();
  }

  private void take(Frame frame) {
    try {
      switch (frame.type()) {
        case "compute" -> {
          beginSamples(frame);
          fetchers.execute(() -> fetch(frame));
        }
        case "release" -> {
          for (String key : frame.list("keys")) {
            data.remove(key);
          }
        }
        case "tally" -> scheduler.send(tally());
        case "reset" -> {
          endSamples();
          data.clear();
        }
        case "stop" -> end.countDown();
        default -> throw new IllegalStateException("a message '" + frame.type() + "'");
      }
    } catch (IOException e) {
      LOG.log(Level.SEVERE, "a message of the scheduler could not be handled", e);
      end.countDown();
    }
  }

  /** Samples belong to the run that is under way. */
  private void beginSamples(Frame task) {
    if (samples == null) {
      try (Within _ = sonde.messages().handling(task.fields())) {
        samples = sonde.sampling(BETWEEN_SAMPLES);
      }
    }
  }

  private void endSamples() {
    if (samples != null) {
      samples.close();
      samples = null;
    }
  }

  private Frame tally() {
    Frame frame = fetching.tally(options.id());
    for (Map.Entry<String, Long> count : functions.counts().entrySet()) {
      frame = frame.with(count.getKey(), count.getValue());
    }
    return frame;
  }

  /** What a task needs comes here first; then it waits for a slot. */
  private void fetch(Frame task) {
    try (Within _ = sonde.messages().handling(task.fields())) {
      List<byte[]> inputs = new ArrayList<>();
      List<String> holders = task.list("holders");
      List<String> keys = task.list("dependencies");
      for (int i = 0; i < keys.size(); i++) {
        inputs.add(fetching.get(keys.get(i), task.text("key"), holders.get(i)));
      }
      slots.execute(Carry.wrap(() -> compute(task, inputs)));
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "what " + task.text("key") + " needs did not come", e);
      failed(task, e);
    }
  }

  private void compute(Frame task, List<byte[]> inputs) {
    String key = task.text("key");
    Attempt attempt =
        sonde
            .attempt(key)
            .prefix(task.text("prefix"))
            .number((int) task.number("attempt"))
            .dependsOn(task.list("dependencies"))
            .submitted(instant(task.number("submitted")))
            .ready(instant(task.number("ready")))
            .assigned(instant(task.number("assigned")));
    try {
      List<double[]> numbers;
      try (Phase _ = attempt.phase("deserialize")) {
        numbers = inputs.stream().map(Codec::numbers).toList();
      }
      double[] result = attempt(task, attempt, numbers);
      byte[] bytes;
      try (Phase _ = attempt.phase("serialize")) {
        bytes = Codec.bytes(result);
      }
      try (Phase _ = attempt.phase("store")) {
        data.put(key, bytes);
      }
      send(Frame.of("done", "key", key, "worker", options.id(), "bytes", bytes.length));
    } catch (Exception | OutOfMemoryError e) {
      LOG.log(
          Level.WARNING,
          "attempt {0} of {1} failed: {2}",
          new Object[] {task.text("attempt"), key, String.valueOf(e.getMessage())});
      failed(task, e);
    }
  }

  private double[] attempt(Frame task, Attempt attempt, List<double[]> inputs) throws Exception {
    Map<String, String> arguments = arguments(task);
    attempt.input("arguments", () -> arguments);
    Functions.Call call =
        new Functions.Call(
            sonde,
            attempt,
            task.text("key"),
            task.text("prefix"),
            arguments,
            inputs,
            (int) task.number("attempt"),
            options.speed(),
            options.slowness());
    return attempt.call(() -> {
      double[] result = functions.call(call);
      attempt.resultBytes((long) result.length * Double.BYTES);
      attempt.output(() -> said(result));
      return result;
    });
  }

  /** Few numbers as they are, of many the first. */
  private static String said(double[] result) {
    StringBuilder text = new StringBuilder("double[" + result.length + "]");
    for (int i = 0; i < Math.min(4, result.length); i++) {
      text.append(i == 0 ? " " : ", ").append(result[i]);
    }
    return text.append(result.length > 4 ? ", …" : "").toString();
  }

  private static Map<String, String> arguments(Frame task) {
    Map<String, String> arguments = new HashMap<>();
    task.fields()
        .forEach((name, value) -> {
          if (name.startsWith("argument.")) {
            arguments.put(name.substring("argument.".length()), value);
          }
        });
    return arguments;
  }

  private void failed(Frame task, Throwable why) {
    send(
        Frame.of(
            "failed",
            "key",
            task.text("key"),
            "worker",
            options.id(),
            "type",
            why.getClass().getName(),
            "message",
            String.valueOf(why.getMessage())));
  }

  /** A scheduler that is gone needs no answer. */
  private void send(Frame frame) {
    try {
      scheduler.send(frame);
    } catch (IOException e) {
      end.countDown();
    }
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }
}
