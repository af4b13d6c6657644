package dev.sonde.app;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of a server as it comes, looked into by name; what is not there, or of another kind, is null or empty. */
record Plain(@Nullable Object value) {

  private static final JsonFactory JSON = new JsonFactory();

  static Plain read(InputStream in) throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      json.nextToken();
      return new Plain(value(json));
    }
  }

  private static @Nullable Object value(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, @Nullable Object> map = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        map.put(name, value(json));
      }
      return map;
    } else if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> list = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        list.add(value(json));
      }
      return list;
    } else if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
      return json.getNumberValue();
    } else if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return json.getBooleanValue();
    }
    return token == JsonToken.VALUE_STRING ? json.getText() : null;
  }

  Plain at(String name) {
    return new Plain(value instanceof Map<?, ?> map ? map.get(name) : null);
  }

  List<Plain> list() {
    List<Plain> all = new ArrayList<>();
    if (value instanceof List<?> list) {
      list.forEach(element -> all.add(new Plain(element)));
    }
    return all;
  }

  @Nullable String text() {
    return value == null ? null : value.toString();
  }

  /** Also of a number that came as text, as nanoseconds do. */
  @Nullable Long number() {
    try {
      return value instanceof Number number
          ? (Long) number.longValue()
          : value instanceof String text ? Long.valueOf(text) : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  long count() {
    Long number = number();
    return number == null ? 0 : number;
  }

  @Nullable Double real() {
    return value instanceof Number number ? (Double) number.doubleValue() : null;
  }

  boolean truth() {
    return Boolean.TRUE.equals(value);
  }

  /** Numbers by name. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.keySet()
          .forEach(name -> counts.put(String.valueOf(name), at(String.valueOf(name)).count()));
    }
    return counts;
  }

  /** Texts by name. */
  Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, text) -> texts.put(String.valueOf(name), String.valueOf(text)));
    }
    return texts;
  }
}
