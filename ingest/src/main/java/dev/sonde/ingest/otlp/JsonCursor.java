package dev.sonde.ingest.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.model.Problem;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads values as OTLP's JSON means them. A value of a wrong type is counted, skipped and taken as
 * absent.
 */
final class JsonCursor {

  /** Set before anything is read. */
  private @SuppressWarnings("NullAway.Init") JsonParser parser;

  private final Output out;

  /** The id that {@link #id} read last; the high half is of 16-byte ids only. */
  long idHigh;

  long idLow;

  JsonCursor(Output out) {
    this.out = out;
  }

  /** Goes on with this text. */
  void begin(JsonParser parser) {
    this.parser = parser;
  }

  /** Moves to the value of the next field that has one (null is none); null at the object's end. */
  @Nullable String nextField() throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      if (parser.nextToken() != JsonToken.VALUE_NULL) {
        return name;
      }
    }
    return null;
  }

  /** Whether the value is an array; it is then entered. */
  boolean isArray(String field) throws IOException {
    return parser.currentToken() == JsonToken.START_ARRAY || wrong(field, "an array");
  }

  /** Whether the value is an object; it is then entered. */
  boolean isObject(String field) throws IOException {
    return parser.currentToken() == JsonToken.START_OBJECT || wrong(field, "an object");
  }

  /** Moves to the next object of the array; false at its end. */
  boolean nextObject(String field) throws IOException {
    while (nextElement()) {
      if (parser.currentToken() == JsonToken.START_OBJECT || wrong(field, "objects")) {
        return true;
      }
    }
    return false;
  }

  /** Moves to the next element of the array; false at its end. */
  boolean nextElement() throws IOException {
    return parser.nextToken() != JsonToken.END_ARRAY;
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  String text(String field) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (parser.currentToken().isScalarValue()) {
      wrong(field, "a string");
      return parser.getText();
    }
    wrong(field, "a string");
    return "";
  }

  boolean bool(String field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE) {
      return token == JsonToken.VALUE_TRUE;
    }
    return wrong(field, "true or false");
  }

  /** A whole number, written as a number or a string; beyond 63 bits as the bits of an unsigned. */
  long integer(String field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
      char[] chars = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      int length = parser.getTextLength();
      long plain = Numbers.digits(chars, offset, length);
      if (plain >= 0) {
        return plain;
      }
    }
    Long value =
        token.isNumeric() || token == JsonToken.VALUE_STRING
            ? Numbers.whole(parser.getText())
            : null;
    if (value == null) {
      wrong(field, "a whole number of 64 bits");
      return 0;
    }
    return value;
  }

  double real(String field) throws IOException {
    JsonToken token = parser.currentToken();
    if (token.isNumeric()) {
      return parser.getDoubleValue();
    }
    Double value = token == JsonToken.VALUE_STRING ? Numbers.real(parser.getText()) : null;
    if (value == null) {
      wrong(field, "a number");
      return 0;
    }
    return value;
  }

  /** A choice as its number or by its name. */
  long choice(String field, Map<String, Long> names) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      Long named = names.get(parser.getText());
      if (named != null) {
        return named;
      }
    }
    return integer(field);
  }

  byte[] bytes(String field) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      byte[] decoded = base64(parser.getText());
      if (decoded != null) {
        return decoded;
      }
    }
    wrong(field, "base64");
    return new byte[0];
  }

  /**
   * An id as hexadecimal digits, or as base64 of the same number of bytes, which generic protobuf
   * printers write; their lengths tell them apart. Empty is none.
   */
  void id(String field, int bytes) throws IOException {
    idHigh = 0;
    idLow = 0;
    if (parser.currentToken() != JsonToken.VALUE_STRING) {
      wrong(field, "an id of " + 2 * bytes + " hexadecimal digits");
      return;
    }
    int length = parser.getTextLength();
    if (length == 0) {
      return;
    }
    if (length == 2 * bytes) {
      char[] chars = parser.getTextCharacters();
      int offset = parser.getTextOffset();
      if (Numbers.isHex(chars, offset, length)) {
        idHigh = length == 32 ? Numbers.hex16(chars, offset) : 0;
        idLow = Numbers.hex16(chars, offset + length - 16);
        return;
      }
    }
    byte[] decoded = base64(parser.getText());
    if (decoded == null || decoded.length != bytes) {
      wrong(field, "an id of " + 2 * bytes + " hexadecimal digits");
      return;
    }
    idHigh = bytes == 16 ? Numbers.bigEndian(decoded, 0) : 0;
    idLow = Numbers.bigEndian(decoded, bytes - 8);
  }

  private static byte @Nullable [] base64(String text) {
    try {
      boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
      return (url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Counts the value as one of a wrong type and skips it. Always false. */
  boolean wrong(String field, String expected) throws IOException {
    JsonToken token = parser.currentToken();
    String found =
        token == JsonToken.START_ARRAY
            ? "an array"
            : token == JsonToken.START_OBJECT ? "an object" : parser.getText();
    out.note(
        Problem.Code.UNKNOWN_FIELD_TYPE,
        "\"" + field + "\" should be " + expected + ", found " + bounded(found));
    parser.skipChildren();
    return false;
  }

  JsonToken token() {
    return parser.currentToken();
  }

  private static String bounded(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
