package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads attributes and their values. */
final class JsonValues {

  private final JsonCursor cursor;
  private final Names keys = new Names();

  JsonValues(JsonCursor cursor) {
    this.cursor = cursor;
  }

  Attributes attributes(String field) throws IOException {
    Attributes.Builder into = Attributes.builder();
    attributes(field, into);
    return into.build();
  }

  /** Reads a list of key/values, of which key and value may come in either order. */
  void attributes(String field, Attributes.Builder into) throws IOException {
    if (!cursor.isArray(field)) {
      return;
    }
    while (cursor.nextObject(field)) {
      String key = "";
      Value value = Value.Empty.INSTANCE;
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        switch (name) {
          case "key" -> key = keys.of(cursor.text(name));
          case "value" -> value = value(name);
          default -> cursor.skip();
        }
      }
      into.put(key, value);
    }
  }

  /** A value; one that was sent with nothing in it, or with something of a wrong type, is empty. */
  Value value(String field) throws IOException {
    Value value = null;
    if (cursor.isObject(field)) {
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        Value said = typed(name);
        value = said == null ? value : said;
      }
    }
    return value == null ? Value.Empty.INSTANCE : value;
  }

  private @Nullable Value typed(String name) throws IOException {
    return switch (name) {
      case "stringValue", "string_value" -> Value.of(cursor.text(name));
      case "boolValue", "bool_value" -> Value.of(cursor.bool(name));
      case "intValue", "int_value" -> Value.of(cursor.integer(name));
      case "doubleValue", "double_value" -> Value.of(cursor.real(name));
      case "bytesValue", "bytes_value" -> new Value.Bytes(cursor.bytes(name));
      case "arrayValue", "array_value" -> new Value.Array(array(name));
      case "kvlistValue", "kvlist_value" -> new Value.Map(map(name));
      default -> {
        cursor.skip();
        yield null;
      }
    };
  }

  private List<Value> array(String field) throws IOException {
    List<Value> values = new ArrayList<>();
    if (cursor.isObject(field)) {
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        if (!name.equals("values")) {
          cursor.skip();
        } else if (cursor.isArray(name)) {
          while (cursor.nextObject(name)) {
            values.add(value(name));
          }
        }
      }
    }
    return values;
  }

  private Attributes map(String field) throws IOException {
    Attributes.Builder entries = Attributes.builder();
    if (cursor.isObject(field)) {
      for (String name = cursor.nextField(); name != null; name = cursor.nextField()) {
        if (name.equals("values")) {
          attributes(name, entries);
        } else {
          cursor.skip();
        }
      }
    }
    return entries.build();
  }
}
