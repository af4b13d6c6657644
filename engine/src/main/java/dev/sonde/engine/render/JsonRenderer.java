package dev.sonde.engine.render;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sonde.engine.report.Answer;
import dev.sonde.engine.report.Fields;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.report.Next;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers as JSON, in the envelope of docs/json.md. A record becomes an object with its components in
 * snake case; a long whose name ends in {@code _ns} becomes a decimal string; null stays null; NaN and
 * the infinities are null, as JSON has no word for them.
 */
public final class JsonRenderer {

  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonRenderer() {}

  /** Writes an answer and a line end. */
  public static void render(Answer answer, Writer out) {
    try {
      JsonGenerator json = generator(out);
      begin(json, answer);
      value(json, answer.result());
      end(json, answer.shown(), answer.total(), answer.commands());
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For answers whose result is too long to be held: between {@link #begin} and {@link #end} it is written. */
  public static JsonGenerator generator(Writer out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Writes all that stands before the result, whose value is then to be written. */
  public static void begin(JsonGenerator json, Answer answer) throws IOException {
    json.writeStartObject();
    json.writeStringField("view", answer.view());
    field(json, "source", answer.source());
    field(json, "scope", answer.scope());
    json.writeFieldName("coverage");
    coverage(json, answer.coverage());
    json.writeFieldName("result");
  }

  /** Writes all that stands behind the result. */
  public static void end(
      JsonGenerator json, @Nullable Long shown, @Nullable Long total, List<String> commands)
      throws IOException {
    field(json, "shown", shown);
    field(json, "total", total);
    field(json, "next", commands);
    json.writeEndObject();
    json.flush();
  }

  /** A value as it would stand in an answer. */
  public static String text(Object value) {
    java.io.StringWriter text = new java.io.StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      value(json, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** The coverage alone, as the trailer of a stream carries it. */
  public static String coverage(Answer.Covered covered) {
    java.io.StringWriter text = new java.io.StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      coverage(json, covered);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** A record alone, e.g. in the header of a stream. */
  public static String record(Record record) {
    java.io.StringWriter text = new java.io.StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      record(json, record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void coverage(JsonGenerator json, Answer.Covered covered) throws IOException {
    json.writeStartObject();
    field(json, "start", covered.start());
    field(json, "end", covered.end());
    field(json, "records", covered.records());
    field(json, "spans", covered.spans());
    field(json, "events", covered.events());
    field(json, "samples", covered.samples());
    field(json, "duplicates", covered.duplicates());
    field(json, "rejected", covered.rejected());
    field(json, "dropped", covered.dropped());
    field(json, "rejected_by_cause", covered.rejectedByCause());
    field(json, "dropped_by_cause", covered.droppedByCause());
    json.writeArrayFieldStart("problems");
    for (var problem : covered.problems()) {
      json.writeStartObject();
      json.writeStringField("code", problem.code().word());
      json.writeNumberField("count", problem.count());
      json.writeStringField("where", problem.where());
      json.writeStringField("message", problem.message());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void field(JsonGenerator json, String name, @Nullable Object value)
      throws IOException {
    json.writeFieldName(name);
    if (value instanceof Long nanos && name.endsWith("_ns")) {
      json.writeString(Long.toString(nanos));
    } else {
      value(json, value);
    }
  }

  /** Writes a value by its Java type. */
  public static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> json.writeNull();
      case String text -> json.writeString(text);
      case Long number -> json.writeNumber(number);
      case Integer number -> json.writeNumber(number);
      case Double number -> number(json, number);
      case Float number -> number(json, number.doubleValue());
      case Boolean truth -> json.writeBoolean(truth);
      case BigDecimal number -> json.writeNumber(number);
      case BigInteger number -> json.writeNumber(number);
      case Number number -> json.writeNumber(number.longValue());
      case Json raw -> json.writeRawValue(raw.text());
      case List<?> list -> list(json, list);
      case Map<?, ?> map -> map(json, map);
      case Next next -> json.writeString(Words.command(next, List.of("SOURCE")));
      case Record record -> record(json, record);
      default -> json.writeString(value.toString());
    }
  }

  private static void number(JsonGenerator json, double number) throws IOException {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }

  private static void list(JsonGenerator json, List<?> list) throws IOException {
    json.writeStartArray();
    for (Object element : list) {
      value(json, element);
    }
    json.writeEndArray();
  }

  private static void map(JsonGenerator json, Map<?, ?> map) throws IOException {
    json.writeStartObject();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      field(json, String.valueOf(entry.getKey()), entry.getValue());
    }
    json.writeEndObject();
  }

  private static void record(JsonGenerator json, Record record) throws IOException {
    List<String> names = Fields.names(record.getClass());
    json.writeStartObject();
    for (int i = 0; i < names.size(); i++) {
      Object value = Fields.value(record, i);
      if (value instanceof Optional<?> optional) {
        // What is not there is left out, unlike what is not known.
        if (optional.isPresent()) {
          field(json, names.get(i), optional.get());
        }
      } else {
        field(json, names.get(i), value);
      }
    }
    json.writeEndObject();
  }
}
