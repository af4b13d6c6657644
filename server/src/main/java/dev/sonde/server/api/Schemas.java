package dev.sonde.server.api;

import dev.sonde.engine.report.Fields;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Next;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** JSON schemas of records, by the rules of {@code JsonRenderer}; records are named and referred to. */
final class Schemas {

  /** A value that may be null does not say so at run time: whatever is no primitive may be. */
  private static final String NULL = "null";

  private final Map<String, Object> named = new TreeMap<>();

  /** All records that were met, by name. */
  Map<String, Object> named() {
    return named;
  }

  /** A reference to the schema of a record. */
  Map<String, Object> of(Class<?> record) {
    String name = name(record);
    if (!named.containsKey(name)) {
      named.put(name, Map.of());
      Map<String, Object> properties = new LinkedHashMap<>();
      List<String> names = Fields.names(record);
      RecordComponent[] components = record.getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        properties.put(names.get(i), of(names.get(i), components[i].getGenericType()));
      }
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "object");
      schema.put("properties", properties);
      List<String> required = new ArrayList<>(names);
      for (int i = 0; i < components.length; i++) {
        if (components[i].getType() == Optional.class) {
          required.remove(names.get(i));
        }
      }
      schema.put("required", required);
      named.put(name, schema);
    }
    return Map.of("$ref", "#/components/schemas/" + name);
  }

  private static String name(Class<?> record) {
    Class<?> within = record.getEnclosingClass();
    return within == null
        ? record.getSimpleName()
        : name(within).replaceFirst("View$", "") + "." + record.getSimpleName();
  }

  /** The schema of a component. */
  private Map<String, Object> of(String name, Type type) {
    if (type instanceof ParameterizedType many) {
      Type[] of = many.getActualTypeArguments();
      if (Optional.class.equals(many.getRawType())) {
        return of(name, of[0]);
      }
      return List.class.equals(many.getRawType())
          ? orNull(Map.of("type", "array", "items", of("", of[0])))
          : orNull(Map.of("type", "object", "additionalProperties", of("", of[1])));
    }
    if (type instanceof Class<?> plain) {
      return plain(name, plain);
    }
    return Map.of();
  }

  private Map<String, Object> plain(String name, Class<?> type) {
    boolean nanos = name.endsWith("_ns");
    if (type == long.class || type == int.class) {
      return nanos ? nanos("string") : Map.of("type", "integer");
    }
    if (type == Long.class || type == Integer.class) {
      return nanos ? nanos(List.of("string", NULL)) : Map.of("type", List.of("integer", NULL));
    }
    if (type == double.class || type == Double.class) {
      // What is no number is null in JSON.
      return Map.of("type", List.of("number", NULL));
    }
    if (type == boolean.class) {
      return Map.of("type", "boolean");
    }
    if (type == Boolean.class) {
      return Map.of("type", List.of("boolean", NULL));
    }
    // A question to ask next is its command.
    if (type == String.class || type == Next.class || type.isEnum()) {
      return Map.of("type", List.of("string", NULL));
    }
    if (type.isRecord() && type != Json.class) {
      return Map.of("anyOf", List.of(of(type), Map.of("type", NULL)));
    }
    return Map.of();
  }

  private static Map<String, Object> nanos(Object type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("pattern", "^-?[0-9]+$");
    schema.put("description", "nanoseconds since 1970");
    return schema;
  }

  private static Map<String, Object> orNull(Map<String, Object> schema) {
    Map<String, Object> nullable = new LinkedHashMap<>(schema);
    nullable.put("type", List.of(String.valueOf(schema.get("type")), NULL));
    return nullable;
  }
}
