package dev.sonde.ingest.frisky;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Texts;
import dev.sonde.model.SpanId;
import dev.sonde.model.Value;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One span object as it stands in the file; used again for the next one. */
final class RawSpan {

  private final Texts texts = new Texts(1 << 14);
  private long number;

  @Nullable String name;
  Value.@Nullable Text worker;
  long traceHigh;
  long trace;
  long span;
  long parent;
  @Nullable Long start;
  @Nullable Long end;
  @Nullable Long duration;
  @Nullable Long count;
  @Nullable String error;
  final List<Value.Text> keys = new ArrayList<>();

  /** Fields that are not among the above, in their order: names and values. */
  final List<String> otherNames = new ArrayList<>();

  final List<Value> otherValues = new ArrayList<>();

  /** Known fields with values of a type that cannot be used. */
  final List<String> unusable = new ArrayList<>();

  void clear() {
    name = null;
    worker = null;
    traceHigh = 0;
    trace = 0;
    span = 0;
    parent = 0;
    start = null;
    end = null;
    duration = null;
    count = null;
    error = null;
    keys.clear();
    otherNames.clear();
    otherValues.clear();
    unusable.clear();
  }

  /** Takes the field whose value is the parser's current token. */
  void field(String field, JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    switch (field) {
      case "name" -> {
        if (token == JsonToken.VALUE_STRING) {
          name = texts.read(parser).value();
        } else {
          unusable(field, parser);
        }
      }
      case "worker" -> {
        if (token == JsonToken.VALUE_STRING) {
          worker = texts.read(parser);
        } else {
          unusable(field, parser);
        }
      }
      case "start_ns" -> start = whole(field, parser, token);
      case "end_ns" -> end = whole(field, parser, token);
      case "duration_ns" -> duration = whole(field, parser, token);
      case "count" -> count = whole(field, parser, token);
      case "span_id" -> span = id(field, parser, token) ? number : 0;
      case "trace_id" -> trace = id(field, parser, token) ? number : 0;
      case "parent_id", "parent_span_id" -> parent = id(field, parser, token) ? number : 0;
      case "keys", "key" -> keys(parser, token);
      case "error" -> error(parser, token);
      case "attributes", "metadata", "args", "attrs", "fields", "tags", "details" ->
          nested(field, JsonValues.read(parser));
      default -> other(field, scalar(parser, token));
    }
  }

  private Value scalar(JsonParser parser, JsonToken token) throws IOException {
    return token == JsonToken.VALUE_STRING ? texts.read(parser) : JsonValues.read(parser);
  }

  void other(String field, Value value) {
    if (!(value instanceof Value.Empty)) {
      otherNames.add(field);
      otherValues.add(value);
    }
  }

  private void unusable(String field, JsonParser parser) throws IOException {
    unusable.add(field);
    other(field, JsonValues.read(parser));
  }

  private @Nullable Long whole(String field, JsonParser parser, JsonToken token)
      throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return parser.getLongValue();
    }
    Value value = JsonValues.read(parser);
    Long whole = JsonValues.wholeNumber(value);
    if (whole == null) {
      unusable.add(field);
      other(field, value);
    }
    return whole;
  }

  /** Ids are numbers of up to 64 bits, unsigned too, or of up to 128 bits for traces; or their text. */
  private boolean id(String field, JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      number = parser.getLongValue();
      return true;
    }
    BigInteger big = null;
    if (token == JsonToken.VALUE_NUMBER_INT) {
      big = parser.getBigIntegerValue();
    } else if (token == JsonToken.VALUE_STRING) {
      big = parseId(parser.getText().strip());
    }
    if (big == null || big.bitLength() > (field.equals("trace_id") ? 128 : 64)) {
      unusable(field, parser);
      return false;
    }
    traceHigh = field.equals("trace_id") ? big.shiftRight(64).longValue() : traceHigh;
    number = big.longValue();
    return true;
  }

  /** Decimal, unless {@code 0x} or a letter says hexadecimal or it has an OpenTelemetry id's length. */
  private static @Nullable BigInteger parseId(String text) {
    boolean marked = text.startsWith("0x") || text.startsWith("0X");
    String digits = marked ? text.substring(2) : text;
    if (digits.isEmpty() || digits.length() > 40) {
      return null;
    }
    boolean decimal = true;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (Character.digit(c, 16) < 0) {
        return null;
      }
      decimal &= c <= '9';
    }
    boolean hex = marked || !decimal || digits.length() == 16 || digits.length() == 32;
    return new BigInteger(digits, hex ? 16 : 10);
  }

  SpanId id() {
    return (traceHigh | trace | span) == 0 ? SpanId.NONE : new SpanId(traceHigh, trace, span);
  }

  private void keys(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.START_ARRAY) {
      key(parser, token);
      return;
    }
    while (true) {
      JsonToken next = parser.nextToken();
      if (next == JsonToken.END_ARRAY) {
        return;
      }
      key(parser, next);
    }
  }

  private void key(JsonParser parser, JsonToken token) throws IOException {
    if (token != JsonToken.VALUE_STRING) {
      addKey(JsonValues.read(parser));
      return;
    }
    addKey(texts.read(parser));
  }

  private void addKey(Value value) {
    if (value instanceof Value.Empty) {
      return;
    }
    Value.Text text = value instanceof Value.Text t ? t : new Value.Text(KeyTexts.python(value));
    if (!KeyTexts.isPair(text.value())) {
      keys.add(text);
      return;
    }
    int equals = text.value().indexOf('=');
    other(text.value().substring(0, equals), KeyTexts.typed(text.value().substring(equals + 1)));
  }

  private void error(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      error = parser.getText();
    } else if (token == JsonToken.VALUE_TRUE) {
      error = "error";
    } else if (token != JsonToken.VALUE_FALSE) {
      other("error", JsonValues.read(parser));
    }
  }

  /** A map, a list of pairs, or a list of {@code {"key": ..., "value": ...}}: as if it stood outside. */
  private void nested(String field, Value value) {
    switch (value) {
      case Value.Map map -> map.entries().forEach(this::inner);
      case Value.Array array -> {
        for (Value element : array.values()) {
          pair(field, element);
        }
      }
      case Value.Text _, Value.Int _, Value.Real _, Value.Bool _, Value.Bytes _, Value.Empty _ ->
          other(field, value);
    }
  }

  private void pair(String field, Value element) {
    if (element instanceof Value.Array pair
        && pair.values().size() == 2
        && pair.values().getFirst() instanceof Value.Text key) {
      inner(key.value(), pair.values().get(1));
    } else if (element instanceof Value.Map map
        && map.entries().get("key") instanceof Value.Text key) {
      Value value = map.entries().get("value");
      inner(key.value(), value == null ? Value.Empty.INSTANCE : value);
    } else {
      other(field, element);
    }
  }

  private void inner(String field, Value value) {
    if ((field.equals("keys") || field.equals("key")) && keys.isEmpty()) {
      if (value instanceof Value.Array array) {
        array.values().forEach(this::addKey);
      } else {
        addKey(value);
      }
    } else {
      other(field, value);
    }
  }
}
