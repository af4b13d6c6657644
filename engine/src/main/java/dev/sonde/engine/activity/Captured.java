package dev.sonde.engine.activity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.engine.report.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * What went into a task and came out of it, as far as it was captured among its attributes.
 *
 * @param inputs an object of the attributes {@code task.input.<name>} by name
 * @param output the attribute {@code task.output}; null where there is none
 */
public record Captured(Json inputs, @Nullable Json output) {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String INPUT = "task.input.";
  private static final String OUTPUT = "task.output";
  private static final Captured NOTHING = new Captured(Json.EMPTY, null);

  /** Reads them out of a record's attributes as JSON text; null is a record without any. */
  public static Captured of(@Nullable String attributes) {
    if (attributes == null || !attributes.contains("\"task.")) {
      return NOTHING;
    }
    try (JsonParser parser = FACTORY.createParser(attributes)) {
      return read(parser);
    } catch (IOException e) {
      throw new UncheckedIOException("the attributes of a task are no JSON", e);
    }
  }

  private static Captured read(JsonParser parser) throws IOException {
    StringWriter inputs = new StringWriter();
    Json output = null;
    try (JsonGenerator json = FACTORY.createGenerator(inputs)) {
      json.writeStartObject();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        if (name.startsWith(INPUT)) {
          json.writeFieldName(name.substring(INPUT.length()));
          json.copyCurrentStructure(parser);
        } else if (name.equals(OUTPUT)) {
          output = copy(parser);
        } else {
          parser.skipChildren();
        }
      }
      json.writeEndObject();
    }
    return new Captured(new Json(inputs.toString()), output);
  }

  private static Json copy(JsonParser parser) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.copyCurrentStructure(parser);
    }
    return new Json(text.toString());
  }
}
