package dev.sonde.sdk;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.destination.Destinations;
import dev.sonde.sdk.log.LogHub;
import dev.sonde.sdk.log.LogInterest;
import dev.sonde.sdk.log.LogLevel;
import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.pipeline.Pipeline;
import dev.sonde.sdk.pipeline.ProcessResource;
import dev.sonde.sdk.pipeline.Processors;
import dev.sonde.sdk.sampling.Samplers;
import dev.sonde.sdk.task.CaptureLimits;
import dev.sonde.sdk.task.Recorder;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a {@link Sonde} is to be; what is not said comes from the environment (docs/sdk.md). */
public final class SondeBuilder {

  private static final String DISABLED = "SONDE_SDK_DISABLED";

  private final Map<String, String> environment;
  private final List<DestinationSpec> specs = new ArrayList<>();
  private final Map<String, Destination> own = new LinkedHashMap<>();
  private final AttributesBuilder resource = Attributes.builder();
  private @Nullable LogLevel logs;
  private @Nullable Sampler sampler;
  private @Nullable CaptureLimits capture;
  private int capacity = 32_768;
  private Duration interval = Duration.ofMillis(200);

  SondeBuilder(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Another destination; the first one named replaces those of the environment. */
  public SondeBuilder destination(DestinationSpec spec) {
    specs.add(Objects.requireNonNull(spec, "spec is null"));
    return this;
  }

  /**
   * A destination that is open already.
   *
   * @param name that its losses are counted under
   */
  public SondeBuilder destination(String name, Destination destination) {
    own.put(name, Objects.requireNonNull(destination, "destination is null"));
    return this;
  }

  /** {@code service.name}. */
  public SondeBuilder service(String name) {
    return resource(Keys.SERVICE_NAME, name);
  }

  /** This process executes tasks, as that worker with so many slots. */
  public SondeBuilder worker(String id, int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException("a worker has at least one slot, not " + slots);
    }
    resource(Keys.WORKER_ID, id);
    resource.put(AttributeKey.longKey(Keys.WORKER_THREADS), (long) slots);
    return this;
  }

  public SondeBuilder resource(String key, String value) {
    resource.put(key, Objects.requireNonNull(value, "value is null"));
    return this;
  }

  /**
   * From which level on the program's own log records are recorded; {@link LogLevel#INFO} where neither
   * this nor {@code SONDE_LOGS} says otherwise.
   */
  public SondeBuilder logs(LogLevel level) {
    logs = Objects.requireNonNull(level, "level is null");
    return this;
  }

  /**
   * Records this share of the traces that begin here, and of others what was decided where they began;
   * all where neither this nor {@code OTEL_TRACES_SAMPLER} says otherwise. Events are not sampled.
   *
   * @param share from 0 to 1
   */
  public SondeBuilder sampleShare(double share) {
    sampler = Samplers.byParent(share);
    return this;
  }

  /** Records what that sampler of OpenTelemetry's decides. */
  public SondeBuilder sampler(Sampler sampler) {
    this.sampler = Objects.requireNonNull(sampler, "sampler is null");
    return this;
  }

  /**
   * How much of inputs and outputs is kept; {@link CaptureLimits#DEFAULT} where neither this nor {@code
   * SONDE_CAPTURE=off} says otherwise.
   */
  public SondeBuilder capture(CaptureLimits limits) {
    capture = Objects.requireNonNull(limits, "limits is null");
    return this;
  }

  /** Records that may wait; more are dropped and counted. */
  public SondeBuilder capacity(int records) {
    if (records < 1) {
      throw new IllegalArgumentException("capacity is at least 1, not " + records);
    }
    capacity = records;
    return this;
  }

  /** How long a record waits at most before it is delivered, where little is made. */
  public SondeBuilder interval(Duration interval) {
    this.interval = interval;
    return this;
  }

  /**
   * Starts it. A destination that cannot be opened is said on standard error and left out: a program
   * does not fail for its telemetry.
   *
   * @throws IllegalArgumentException where a destination's settings are wrong
   */
  public Sonde start() {
    if (isOff(environment)) {
      return Sonde.off();
    }
    LogLevel logLevel = logLevel();
    Map<String, Destination> destinations = new LinkedHashMap<>(own);
    List<DestinationSpec> wanted =
        specs.isEmpty() && own.isEmpty() ? Environment.destinations(environment) : specs;
    for (DestinationSpec spec : wanted) {
      try {
        destinations.put(unused(spec.type(), destinations), Destinations.open(spec));
      } catch (IOException e) {
        Complaints.say(spec.type(), e);
      }
    }
    Pipeline pipeline = new Pipeline(destinations, capacity, interval);
    Attributes process =
        ProcessResource.of(environment).toBuilder().putAll(resource.build()).build();
    Context around = Inherited.context(environment, process);
    Resource all = Resource.create(Inherited.resource(process, around));
    OpenTelemetrySdk sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setResource(all)
                    .setSampler(sampler == null ? Samplers.of(environment) : sampler)
                    .addSpanProcessor(Processors.spans(pipeline))
                    .build())
            .setLoggerProvider(
                SdkLoggerProvider.builder()
                    .setResource(all)
                    .addLogRecordProcessor(Processors.logs(pipeline))
                    .build())
            .build();
    LogHub.Listening listening =
        LogHub.process().listen(LogInterest.from(logLevel), sdk.getLogsBridge());
    return Sonde.started(
        new Sonde(
            sdk,
            new Recorder(sdk, around, false, captureLimits()),
            pipeline,
            listening,
            all.getAttributes()));
  }

  private LogLevel logLevel() {
    String said = environment.get("SONDE_LOGS");
    if (logs != null) {
      return logs;
    }
    try {
      return said == null || said.isBlank() ? LogLevel.INFO : LogLevel.of(said);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("SONDE_LOGS: " + e.getMessage(), e);
    }
  }

  private CaptureLimits captureLimits() {
    if (capture != null) {
      return capture;
    }
    return environment.getOrDefault("SONDE_CAPTURE", "").strip().equals("off")
        ? CaptureLimits.NOTHING
        : CaptureLimits.DEFAULT;
  }

  static boolean isOff(Map<String, String> environment) {
    return Boolean.parseBoolean(environment.getOrDefault(DISABLED, "").strip())
        || Boolean.getBoolean("sonde.sdk.disabled");
  }

  private static String unused(String type, Map<String, Destination> destinations) {
    String name = type;
    for (int i = 2; destinations.containsKey(name); i++) {
      name = type + "-" + i;
    }
    return name;
  }
}
