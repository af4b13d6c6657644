package dev.sonde.sdk.destination;

import dev.sonde.sdk.own.Complaints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every kind of destination: Sonde's, and what the class path adds. */
public final class Destinations {

  private static final List<DestinationType> OWN =
      List.of(new PoolType(), new ConsoleType(), new TextType(), new OtlpType());

  private static final int MOST_FAILURES = 100;

  private Destinations() {}

  /**
   * Opens what a spec says.
   *
   * @throws IllegalArgumentException where its type is unknown or its settings are wrong
   */
  public static Destination open(DestinationSpec spec) throws IOException {
    return type(spec.type()).open(spec.settings());
  }

  /**
   * Reads {@code pool:/tmp/p;max_file_bytes=1MiB,console,otlp:http://localhost:4318}: a type each, its
   * main setting behind a colon, others behind semicolons. A comma or a semicolon within a value is
   * written {@code %2C} or {@code %3B}, a percent sign before two such digits {@code %25}.
   *
   * @throws IllegalArgumentException where a type is unknown or an entry cannot be read
   */
  public static List<DestinationSpec> parse(String text) {
    List<DestinationSpec> specs = new ArrayList<>();
    for (String entry : text.split(",")) {
      if (!entry.isBlank()) {
        specs.add(entry(entry.strip()));
      }
    }
    return List.copyOf(specs);
  }

  private static DestinationSpec entry(String entry) {
    String[] parts = entry.split(";");
    String[] first = parts[0].split(":", 2);
    Map<String, String> settings = new TreeMap<>();
    DestinationType type = type(first[0].strip());
    if (first.length == 2) {
      if (type.mainSetting().isEmpty()) {
        throw new IllegalArgumentException(
            "'"
                + entry
                + "': a destination of type "
                + type.type()
                + " takes nothing after a colon");
      }
      settings.put(type.mainSetting(), plain(first[1]));
    }
    for (int i = 1; i < parts.length; i++) {
      String[] setting = parts[i].split("=", 2);
      if (setting.length != 2) {
        throw new IllegalArgumentException(
            "'" + parts[i] + "' in '" + entry + "' is no setting; write NAME=VALUE");
      }
      settings.put(setting[0].strip(), plain(setting[1]));
    }
    return new DestinationSpec(type.type(), settings);
  }

  private static String plain(String value) {
    return value
        .strip()
        .replace("%2C", ",")
        .replace("%2c", ",")
        .replace("%3B", ";")
        .replace("%3b", ";")
        .replace("%25", "%");
  }

  private static DestinationType type(String name) {
    for (DestinationType type : OWN) {
      if (type.type().equals(name)) {
        return type;
      }
    }
    List<DestinationType> known = new ArrayList<>(OWN);
    known.addAll(added());
    for (DestinationType type : known) {
      if (type.type().equals(name)) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "no destination of type '"
            + name
            + "'; there are "
            + known.stream().map(DestinationType::type).collect(Collectors.joining(", ")));
  }

  /** Those of the class path; one that cannot be made is said, and takes no other with it. */
  private static List<DestinationType> added() {
    List<DestinationType> added = new ArrayList<>();
    Iterator<DestinationType> each = ServiceLoader.load(DestinationType.class).iterator();
    // A provider that fails is passed over by the next question; a list of them that cannot be read
    // would fail for ever.
    for (int failures = 0; failures < MOST_FAILURES; ) {
      try {
        if (!each.hasNext()) {
          break;
        }
        added.add(each.next());
      } catch (ServiceConfigurationError e) {
        failures++;
        Complaints.say("destinations of the class path", e);
      }
    }
    return added;
  }
}
