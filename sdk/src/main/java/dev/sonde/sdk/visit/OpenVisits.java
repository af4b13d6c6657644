package dev.sonde.sdk.visit;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.Inherited;
import dev.sonde.sdk.destination.Destination;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.destination.Destinations;
import dev.sonde.sdk.log.LogHub;
import dev.sonde.sdk.log.LogInterest;
import dev.sonde.sdk.own.Complaints;
import dev.sonde.sdk.pipeline.Losses;
import dev.sonde.sdk.pipeline.Pipeline;
import dev.sonde.sdk.pipeline.Processors;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.resources.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The visits that are open in a process, each once, with how often it was opened. */
final class OpenVisits {

  private static final int CAPACITY = 32_768;
  private static final Duration INTERVAL = Duration.ofMillis(200);

  private static final OpenVisits PROCESS = new OpenVisits(LogHub.process(), System.getenv());

  private final LogHub hub;
  private final Map<String, String> environment;
  private final Map<UUID, Opening> open = new HashMap<>();

  OpenVisits(LogHub hub, Map<String, String> environment) {
    this.hub = hub;
    this.environment = environment;
  }

  static OpenVisits process() {
    return PROCESS;
  }

  Opening open(VisitConfig config) {
    synchronized (open) {
      Opening opening = open.get(config.id());
      if (opening == null) {
        opening = new Opening(config);
        open.put(config.id(), opening);
      } else if (!opening.config.equals(config)) {
        Complaints.say(
            "visit " + config.id(),
            "is open with another configuration, which holds until it is closed");
      }
      opening.count++;
      return opening;
    }
  }

  private boolean isOff() {
    return Boolean.parseBoolean(environment.get("SONDE_SDK_DISABLED"))
        || Boolean.getBoolean("sonde.sdk.disabled");
  }

  /** One visit, however often it was opened. */
  final class Opening {
    private final VisitConfig config;
    private final @Nullable Pipeline pipeline;
    private final LogHub.@Nullable Listening listening;
    private int count;

    private Opening(VisitConfig config) {
      this.config = config;
      Map<String, Destination> destinations = isOff() ? Map.of() : destinations(config);
      if (destinations.isEmpty()) {
        pipeline = null;
        listening = null;
        return;
      }
      Pipeline made = new Pipeline(destinations, CAPACITY, INTERVAL);
      pipeline = made;
      SdkLoggerProvider provider =
          SdkLoggerProvider.builder()
              .setResource(
                  Resource.create(
                      Inherited.resource(environment).toBuilder()
                          .put(Keys.VISIT_ID, config.id().toString())
                          .build()))
              .addLogRecordProcessor(Processors.logs(made))
              .build();
      listening =
          hub.listen(new LogInterest(config.level(), config.loggers(), config.scope()), provider);
    }

    /** The last one ends it. */
    void release() {
      synchronized (open) {
        count--;
        if (count > 0) {
          return;
        }
        open.remove(config.id());
        if (listening != null) {
          listening.close();
        }
      }
      // Outside: it may take two seconds, in which another visit may want to be opened.
      if (pipeline != null) {
        pipeline.close();
      }
    }

    Losses losses() {
      return pipeline == null ? new Losses(Map.of()) : pipeline.losses();
    }

    boolean flush(Duration most) {
      return pipeline == null || pipeline.flush(most);
    }
  }

  private static Map<String, Destination> destinations(VisitConfig config) {
    Map<String, Destination> opened = new LinkedHashMap<>();
    for (DestinationSpec spec : config.destinations()) {
      String name = spec.type();
      for (int i = 2; opened.containsKey(name); i++) {
        name = spec.type() + "-" + i;
      }
      try {
        opened.put(name, Destinations.open(spec));
      } catch (IOException | RuntimeException | LinkageError | ServiceConfigurationError e) {
        // Its settings may have been right where it came from.
        Complaints.say("visit " + config.id() + ", " + name, e);
      }
    }
    return opened;
  }
}
