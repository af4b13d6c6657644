package dev.sonde.model;

import java.util.List;
import java.util.Objects;

/** A typed attribute value, as in OpenTelemetry's {@code AnyValue}. */
public sealed interface Value {

  static Value of(String value) {
    return new Text(value);
  }

  static Value of(long value) {
    return new Int(value);
  }

  static Value of(double value) {
    return new Real(value);
  }

  static Value of(boolean value) {
    return value ? Bool.TRUE : Bool.FALSE;
  }

  /** An array of texts, the form of {@code task.dependencies}. */
  static Value ofTexts(List<String> values) {
    return new Array(values.stream().map(Value::of).toList());
  }

  record Text(String value) implements Value {
    public Text {
      Objects.requireNonNull(value, "value is null");
    }
  }

  record Int(long value) implements Value {}

  record Real(double value) implements Value {}

  record Bool(boolean value) implements Value {
    static final Bool TRUE = new Bool(true);
    static final Bool FALSE = new Bool(false);
  }

  /** Raw bytes; in JSON base64. */
  @SuppressWarnings(
      "ArrayRecordComponent") // Copied on the way in and out, and compared by content.
  record Bytes(byte[] value) implements Value {
    public Bytes {
      value = value.clone();
    }

    @Override
    public byte[] value() {
      return value.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Bytes b && java.util.Arrays.equals(value, b.value);
    }

    @Override
    public int hashCode() {
      return java.util.Arrays.hashCode(value);
    }

    @Override
    public String toString() {
      return "Bytes[" + value.length + "]";
    }
  }

  /** Values of any types, in order. */
  record Array(List<Value> values) implements Value {
    public Array {
      values = List.copyOf(values);
    }
  }

  /** Nested key/values, in order. */
  record Map(Attributes entries) implements Value {
    public Map {
      Objects.requireNonNull(entries, "entries is null");
    }
  }

  /** A value that was sent with nothing in it; OTLP allows that, and it is not the same as absent. */
  record Empty() implements Value {
    public static final Empty INSTANCE = new Empty();
  }
}
