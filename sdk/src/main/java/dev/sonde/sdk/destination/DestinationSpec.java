package dev.sonde.sdk.destination;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Says which destination to open, in words that can be sent to another process: a type that {@link
 * Destinations} knows there, and its settings.
 *
 * @param settings by name; those of a type are documented at its {@link DestinationType}
 */
public record DestinationSpec(String type, Map<String, String> settings) implements Serializable {

  private static final Set<String> SECRET = Set.of("token", "headers");

  public DestinationSpec {
    Objects.requireNonNull(type, "type is null");
    // Sorted, and a type of the JDK that every process can read back.
    settings = java.util.Collections.unmodifiableMap(new TreeMap<>(settings));
  }

  /** JSON lines in a folder, one file a process and opening. */
  public static DestinationSpec pool(Path folder) {
    return new DestinationSpec("pool", Map.of("dir", folder.toString()));
  }

  /** Lines on standard error, coloured where it is a terminal. */
  public static DestinationSpec console() {
    return new DestinationSpec("console", Map.of());
  }

  /** Lines of text in a file. */
  public static DestinationSpec text(Path file) {
    return new DestinationSpec("text", Map.of("file", file.toString()));
  }

  /**
   * A collector that takes OTLP over HTTP.
   *
   * @param url without {@code /v1/...}, for example {@code http://localhost:4318}
   */
  public static DestinationSpec otlp(String url) {
    return new DestinationSpec("otlp", Map.of("url", url));
  }

  /** Without the values of settings that may hold secrets. */
  @Override
  public String toString() {
    TreeMap<String, String> shown = new TreeMap<>(settings);
    shown.replaceAll((name, value) -> SECRET.contains(name) ? "[redacted]" : value);
    return type + shown;
  }

  /** The same with one more setting. */
  public DestinationSpec with(String setting, String value) {
    TreeMap<String, String> more = new TreeMap<>(settings);
    more.put(setting, value);
    return new DestinationSpec(type, more);
  }
}
