package dev.sonde.sdk.visit;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Value;
import dev.sonde.sdk.destination.DestinationSpec;
import dev.sonde.sdk.log.LogLevel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Visits as JSON; strict, as a visit that is half understood would record too much or too little. */
final class VisitJson {

  private static final long VERSION = 1;
  private static final List<String> KEYS =
      List.of("sonde_visit", "id", "level", "loggers", "scope", "destinations");

  private VisitJson() {}

  static String write(VisitConfig config) {
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value(config), json);
    return json.toString();
  }

  static String writeAll(Collection<VisitConfig> configs) {
    StringBuilder json = new StringBuilder();
    AttributesJson.write(new Value.Array(configs.stream().map(VisitJson::value).toList()), json);
    return json.toString();
  }

  private static Value value(VisitConfig config) {
    List<Value> destinations = new ArrayList<>();
    for (DestinationSpec each : config.destinations()) {
      destinations.add(
          new Value.Map(
              Attributes.builder()
                  .put("type", each.type())
                  .put("settings", texts(each.settings()))
                  .build()));
    }
    return new Value.Map(
        Attributes.builder()
            .put("sonde_visit", VERSION)
            .put("id", config.id().toString())
            .put("level", config.level().word())
            .put("loggers", new Value.Array(config.loggers().stream().map(Value::of).toList()))
            .put("scope", texts(config.scope()))
            .put("destinations", new Value.Array(destinations))
            .build());
  }

  private static Value texts(Map<String, String> entries) {
    Attributes.Builder map = Attributes.builder();
    entries.forEach(map::put);
    return new Value.Map(map.build());
  }

  static VisitConfig read(String json) {
    return config(parsed(json));
  }

  /** A list of visits, or a single one. */
  static List<VisitConfig> readAll(String json) {
    Value value = parsed(json);
    if (value instanceof Value.Array array) {
      return array.values().stream().map(VisitJson::config).toList();
    }
    return List.of(config(value));
  }

  private static Value parsed(String json) {
    try {
      return AttributesJson.readValue(json.strip());
    } catch (JsonFormatException e) {
      throw new IllegalArgumentException("a visit is not JSON: " + e.getMessage(), e);
    }
  }

  private static VisitConfig config(Value value) {
    Attributes said = map(value, "a visit");
    if (!Long.valueOf(VERSION).equals(said.integer("sonde_visit"))) {
      throw new IllegalArgumentException(
          "a visit of version "
              + said.text("sonde_visit")
              + " is not understood, only of version "
              + VERSION
              + " (sonde_visit)");
    }
    known(said, KEYS, "a visit");
    List<DestinationSpec> destinations = new ArrayList<>();
    for (Value each : list(said, "destinations")) {
      destinations.add(destination(map(each, "a destination of a visit")));
    }
    List<String> loggers = new ArrayList<>();
    for (Value each : list(said, "loggers")) {
      loggers.add(text(each, "an element of loggers"));
    }
    return new VisitConfig(
        id(said), destinations, texts(said, "scope"), loggers, LogLevel.of(needed(said, "level")));
  }

  private static UUID id(Attributes said) {
    String id = needed(said, "id");
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the id of a visit is a UUID, not '" + id + "'", e);
    }
  }

  private static DestinationSpec destination(Attributes said) {
    known(said, List.of("type", "settings"), "a destination of a visit");
    return new DestinationSpec(needed(said, "type"), texts(said, "settings"));
  }

  private static void known(Attributes said, List<String> keys, String what) {
    said.forEach((key, value) -> {
      if (!keys.contains(key)) {
        throw new IllegalArgumentException(
            "'" + key + "' of " + what + " is not understood; there are " + keys);
      }
    });
  }

  private static String needed(Attributes said, String key) {
    Value value = said.get(key);
    if (value == null) {
      throw new IllegalArgumentException("a visit has no " + key);
    }
    return text(value, key);
  }

  private static String text(Value value, String what) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    throw new IllegalArgumentException(what + " of a visit is a text, not " + json(value));
  }

  private static List<Value> list(Attributes said, String key) {
    Value value = said.get(key);
    if (value == null) {
      return List.of();
    } else if (value instanceof Value.Array array) {
      return array.values();
    }
    throw new IllegalArgumentException(key + " of a visit is a list, not " + json(value));
  }

  private static Map<String, String> texts(Attributes said, String key) {
    Map<String, String> texts = new TreeMap<>();
    Value value = said.get(key);
    if (value != null) {
      map(value, key).forEach((name, each) -> texts.put(name, text(each, key + "." + name)));
    }
    return texts;
  }

  private static Attributes map(Value value, String what) {
    if (value instanceof Value.Map map) {
      return map.entries();
    }
    throw new IllegalArgumentException(what + " is an object, not " + json(value));
  }

  private static String json(Value value) {
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return json.length() > 60 ? json.substring(0, 60) + "..." : json.toString();
  }
}
