package dev.sonde.ingest.otlp;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import org.jspecify.annotations.Nullable;

/** Details in a fixed order, whatever order they were said in; what has its default is left out. */
final class Details {

  private final Attributes.Builder entries = Attributes.builder();

  Details text(String key, String value) {
    if (!value.isEmpty()) {
      entries.put(key, value);
    }
    return this;
  }

  Details number(String key, long value) {
    if (value != 0) {
      entries.put(key, value);
    }
    return this;
  }

  Details map(String key, Attributes value) {
    if (!value.isEmpty()) {
      entries.put(key, new Value.Map(value));
    }
    return this;
  }

  Details array(String key, Value.Array value) {
    if (!value.values().isEmpty()) {
      entries.put(key, value);
    }
    return this;
  }

  Details value(String key, @Nullable Value value) {
    if (value != null) {
      entries.put(key, value);
    }
    return this;
  }

  Attributes build() {
    return entries.build();
  }
}
