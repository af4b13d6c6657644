package dev.sonde.model.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.util.List;
import java.util.Set;

/** An object that is being written; it is open from the beginning. */
final class JsonObject {

  /** Fields of 64 bits, which OTLP's JSON writes as strings; all of these but {@code asInt} unsigned. */
  private static final Set<String> LONGS =
      Set.of(
          "startTimeUnixNano",
          "timeUnixNano",
          "observedTimeUnixNano",
          "count",
          "bucketCounts",
          "zeroCount",
          "asInt");

  /** Fields whose maps are lists of key/values. */
  private static final Set<String> ATTRIBUTES = Set.of("filteredAttributes", "metadata");

  private final StringBuilder json;
  private boolean empty = true;

  JsonObject(StringBuilder json) {
    this.json = json.append('{');
  }

  /** Begins a field, of which the caller appends the value. */
  StringBuilder raw(String field) {
    json.append(empty ? "\"" : ",\"").append(field).append("\":");
    empty = false;
    return json;
  }

  void text(String field, String value) {
    AttributesJson.quote(value, raw(field));
  }

  void time(String field, long nanos) {
    raw(field).append('"').append(Long.toUnsignedString(nanos)).append('"');
  }

  /** Nothing where there are none, as protobuf's JSON leaves out what has its default. */
  void attributes(String field, Attributes attributes) {
    if (!attributes.isEmpty()) {
      ValueJson.attributes(attributes, raw(field));
    }
  }

  /** Those of the details that are fields of this message. */
  void details(Attributes detail, List<String> fields) {
    for (String field : fields) {
      Value value = detail.get(field);
      if (value != null) {
        plain(field, value);
      }
    }
  }

  /** A value as a field of its own, not as an attribute's. */
  void plain(String field, Value value) {
    plain(field, value, raw(field));
  }

  private static void plain(String field, Value value, StringBuilder json) {
    if (value instanceof Value.Int integer) {
      integer(field, integer.value(), json);
    } else if (value instanceof Value.Real real) {
      ValueJson.real(real.value(), json);
    } else if (value instanceof Value.Array array) {
      json.append('[');
      for (int i = 0; i < array.values().size(); i++) {
        json.append(i > 0 ? "," : "");
        plain(field, array.values().get(i), json);
      }
      json.append(']');
    } else if (value instanceof Value.Map map && ATTRIBUTES.contains(field)) {
      ValueJson.attributes(map.entries(), json);
    } else if (value instanceof Value.Map map) {
      JsonObject object = new JsonObject(json);
      map.entries().forEach(object::plain);
      object.end();
    } else {
      AttributesJson.write(value, json);
    }
  }

  private static void integer(String field, long value, StringBuilder json) {
    if (!LONGS.contains(field)) {
      json.append(value);
    } else if (field.equals("asInt")) {
      json.append('"').append(value).append('"');
    } else {
      json.append('"').append(Long.toUnsignedString(value)).append('"');
    }
  }

  void close(char bracket) {
    json.append(bracket);
  }

  void end() {
    json.append('}');
  }
}
