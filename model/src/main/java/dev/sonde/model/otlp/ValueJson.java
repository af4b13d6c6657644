package dev.sonde.model.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Value;
import java.util.Base64;
import java.util.List;

/** Attribute values as OTLP's {@code AnyValue}. */
final class ValueJson {

  private ValueJson() {}

  static void write(Value value, StringBuilder json) {
    if (value instanceof Value.Text text) {
      AttributesJson.quote(text.value(), json.append("{\"stringValue\":"));
    } else if (value instanceof Value.Int integer) {
      json.append("{\"intValue\":\"").append(integer.value()).append('"');
    } else if (value instanceof Value.Real real) {
      real(real.value(), json.append("{\"doubleValue\":"));
    } else if (value instanceof Value.Bool bool) {
      json.append("{\"boolValue\":").append(bool.value());
    } else if (value instanceof Value.Bytes bytes) {
      json.append("{\"bytesValue\":\"");
      json.append(Base64.getEncoder().encodeToString(bytes.value())).append('"');
    } else if (value instanceof Value.Array array) {
      list(array.values(), json.append("{\"arrayValue\":{\"values\":"));
      json.append('}');
    } else if (value instanceof Value.Map map) {
      attributes(map.entries(), json.append("{\"kvlistValue\":{\"values\":"));
      json.append('}');
    } else {
      json.append('{');
    }
    json.append('}');
  }

  /** A list of key/values. */
  static void attributes(Attributes attributes, StringBuilder json) {
    json.append('[');
    for (int i = 0; i < attributes.size(); i++) {
      json.append(i > 0 ? ",{\"key\":" : "{\"key\":");
      AttributesJson.quote(attributes.key(i), json);
      write(attributes.value(i), json.append(",\"value\":"));
      json.append('}');
    }
    json.append(']');
  }

  static void real(double real, StringBuilder json) {
    if (Double.isFinite(real)) {
      json.append(real);
    } else {
      json.append('"').append(real).append('"');
    }
  }

  private static void list(List<Value> values, StringBuilder json) {
    json.append('[');
    for (int i = 0; i < values.size(); i++) {
      json.append(i > 0 ? "," : "");
      write(values.get(i), json);
    }
    json.append(']');
  }
}
