package dev.sonde.sdk;

import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.destination.Destinations;
import dev.sonde.sdk.own.Complaints;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Which destinations the environment asks for (docs/sdk.md, Destinations). */
final class Environment {

  static final String DESTINATIONS = "SONDE_DESTINATIONS";
  static final String OPEN_SPANS = "SONDE_OPEN_SPANS";
  static final String ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT";
  static final String HEADERS = "OTEL_EXPORTER_OTLP_HEADERS";
  static final String PROTOCOL = "OTEL_EXPORTER_OTLP_PROTOCOL";

  private static final Path POOL = Path.of(".sonde", "pool");

  private Environment() {}

  /**
   * @throws IllegalArgumentException where {@code SONDE_DESTINATIONS} is wrong
   */
  static List<DestinationSpec> destinations(Map<String, String> environment) {
    String own = environment.getOrDefault(DESTINATIONS, "").strip();
    if (own.equals("none")) {
      return List.of();
    }
    if (!own.isEmpty()) {
      try {
        return Destinations.parse(own).stream().map(spec -> open(spec, environment)).toList();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(DESTINATIONS + ": " + e.getMessage(), e);
      }
    }
    String endpoint = environment.getOrDefault(ENDPOINT, "").strip();
    if (endpoint.isEmpty()) {
      return List.of(DestinationSpec.pool(POOL));
    }
    if (environment.getOrDefault(PROTOCOL, "").strip().equals("grpc")) {
      Complaints.say(
          PROTOCOL, "grpc is not spoken; records go to " + endpoint + " as OTLP over HTTP");
    }
    String headers = environment.getOrDefault(HEADERS, "").strip();
    DestinationSpec otlp = DestinationSpec.otlp(endpoint);
    return List.of(open(headers.isEmpty() ? otlp : otlp.with("headers", headers), environment));
  }

  /** Whoever runs a collector that understands spans without an end says so for all. */
  private static DestinationSpec open(DestinationSpec spec, Map<String, String> environment) {
    boolean wanted = Boolean.parseBoolean(environment.getOrDefault(OPEN_SPANS, "").strip());
    return wanted && spec.type().equals("otlp") && !spec.settings().containsKey("open_spans")
        ? spec.with("open_spans", "true")
        : spec;
  }
}
