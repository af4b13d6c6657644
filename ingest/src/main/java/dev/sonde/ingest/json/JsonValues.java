package dev.sonde.ingest.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads any JSON value with its type. Depth is bounded by the parser's own constraint. */
public final class JsonValues {

  private JsonValues() {}

  /** The value at the parser's current token; the parser is left at its last token. */
  public static Value read(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> Value.of(parser.getText());
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> Value.of(parser.getDoubleValue());
      case VALUE_TRUE -> Value.of(true);
      case VALUE_FALSE -> Value.of(false);
      case START_ARRAY -> array(parser);
      case START_OBJECT -> new Value.Map(object(parser));
      case VALUE_EMBEDDED_OBJECT, VALUE_NULL, FIELD_NAME, END_ARRAY, END_OBJECT, NOT_AVAILABLE ->
          Value.Empty.INSTANCE;
    };
  }

  /** Whole numbers beyond 64 bits stay exact as text; a real would change them. */
  private static Value integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? Value.of(parser.getText())
        : Value.of(parser.getLongValue());
  }

  private static Value array(JsonParser parser) throws IOException {
    List<Value> values = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(read(parser));
    }
    return new Value.Array(values);
  }

  private static Attributes object(JsonParser parser) throws IOException {
    Attributes.Builder entries = Attributes.builder();
    String name;
    while ((name = parser.nextFieldName()) != null) {
      parser.nextToken();
      entries.put(name, read(parser));
    }
    return entries.build();
  }

  /**
   * A whole number in any notation that writers use: a number, one with a point, a text of digits, or
   * a text of hexadecimal digits after {@code 0x}; null where it is none, or beyond 64 bits.
   */
  public static @Nullable Long wholeNumber(Value value) {
    return switch (value) {
      case Value.Int integer -> integer.value();
      case Value.Real real -> wholeNumber(real.value());
      case Value.Text text -> wholeNumber(text.value().strip());
      case Value.Bool _, Value.Bytes _, Value.Array _, Value.Map _, Value.Empty _ -> null;
    };
  }

  private static @Nullable Long wholeNumber(double real) {
    return Math.abs(real) < 9.2e18 ? (Long) (long) real : null;
  }

  private static @Nullable Long wholeNumber(String text) {
    if (text.isEmpty() || text.length() > 40) {
      return null;
    }
    try {
      if (text.startsWith("0x") || text.startsWith("0X")) {
        return low64(new BigInteger(text.substring(2), 16));
      }
      return low64(new BigInteger(text));
    } catch (NumberFormatException e) {
      return real(text);
    }
  }

  private static @Nullable Long real(String text) {
    try {
      return wholeNumber(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Unsigned 64-bit numbers keep their bits. */
  private static @Nullable Long low64(BigInteger number) {
    return number.bitLength() <= 64 && (number.signum() >= 0 || number.bitLength() <= 63)
        ? (Long) number.longValue()
        : null;
  }
}
