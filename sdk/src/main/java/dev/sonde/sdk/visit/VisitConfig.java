package dev.sonde.sdk.visit;

import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.log.LogLevel;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which log records go where: small, and made to be sent to another process (Java serialization, {@link
 * #toJson}, {@link #environment}) and opened there ({@link Visit#open}).
 *
 * @param id says which configurations are one and the same visit
 * @param destinations opened anew in every process
 * @param scope keys with their values that must be bound around a record ({@code sonde.within}) for it to
 *     belong to the visit; empty for the whole process
 * @param loggers names; each with all below it; empty for all loggers
 * @param level from which on
 */
public record VisitConfig(
    UUID id,
    List<DestinationSpec> destinations,
    Map<String, String> scope,
    List<String> loggers,
    LogLevel level)
    implements Serializable {

  private static final long serialVersionUID = 1;

  /** Where {@link #environment} puts visits, and {@link Visit#fromEnvironment} finds them. */
  public static final String VARIABLE = "SONDE_VISIT";

  public VisitConfig {
    Objects.requireNonNull(id, "id is null");
    Objects.requireNonNull(level, "level is null");
    // Lists and maps of types that every Java reads back.
    destinations = Collections.unmodifiableList(new ArrayList<>(destinations));
    scope = Collections.unmodifiableMap(new TreeMap<>(scope));
    loggers = Collections.unmodifiableList(new ArrayList<>(loggers));
    loggers.forEach(name -> Objects.requireNonNull(name, "a logger's name is null"));
  }

  /** A new visit of the whole process, from {@link LogLevel#INFO} on. */
  public static VisitConfig of(DestinationSpec... destinations) {
    return new VisitConfig(
        UUID.randomUUID(), List.of(destinations), Map.of(), List.of(), LogLevel.INFO);
  }

  /** The same, from that level on. */
  public VisitConfig level(LogLevel level) {
    return new VisitConfig(id, destinations, scope, loggers, level);
  }

  /** The same for these loggers, each with all below it. */
  public VisitConfig loggers(String... names) {
    return new VisitConfig(id, destinations, scope, List.of(names), level);
  }

  /** The same for records around which that key is bound, beside what is in the scope already. */
  public VisitConfig within(String key, String value) {
    Map<String, String> more = new TreeMap<>(scope);
    more.put(
        Objects.requireNonNull(key, "key is null"), Objects.requireNonNull(value, "value is null"));
    return new VisitConfig(id, destinations, more, loggers, level);
  }

  public String toJson() {
    return VisitJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException where the text is something else; says what and where
   */
  public static VisitConfig fromJson(String json) {
    return VisitJson.read(json);
  }

  /** The variable for the environment of a child process, which is to open these visits. */
  public static Map<String, String> environment(Collection<VisitConfig> visits) {
    return Map.of(VARIABLE, VisitJson.writeAll(visits));
  }

  /**
   * What an environment says; empty where it says nothing.
   *
   * @throws IllegalArgumentException where it says what cannot be read
   */
  public static List<VisitConfig> fromEnvironment(Map<String, String> environment) {
    String said = environment.get(VARIABLE);
    if (said == null || said.isBlank()) {
      return List.of();
    }
    try {
      return VisitJson.readAll(said);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(VARIABLE + ": " + e.getMessage(), e);
    }
  }

  /** Without settings of destinations: these may be secret. */
  @Override
  public String toString() {
    return "VisitConfig["
        + id
        + ", "
        + level
        + ", loggers="
        + loggers
        + ", scope="
        + scope
        + ", destinations="
        + destinations.stream().map(DestinationSpec::type).toList()
        + "]";
  }
}
