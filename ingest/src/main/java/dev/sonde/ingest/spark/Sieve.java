package dev.sonde.ingest.spark;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Texts;
import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one event without the members that are large and that nothing is made from. */
final class Sieve {

  private static final JsonFactory JSON = new JsonFactory();

  private static final Set<String> SKIPPED =
      Set.of(
          "Accumulables",
          "Accumulator Updates",
          "RDD Info",
          "Stack Trace",
          "Updated Blocks",
          "Log Urls",
          "Details",
          "details",
          "physicalPlanDescription",
          "sparkPlanInfo",
          "modifiedConfigs",
          "jobTags");

  /** Of the properties of a job, those that say what it is for. */
  private static final Set<String> PROPERTIES =
      Set.of(
          "spark.job.description", "spark.jobGroup.id", "spark.sql.execution.id", "callSite.short");

  private final Texts texts = new Texts(1 << 12);

  /** The name of the event, null where the line is an object without one. */
  @Nullable String event(ByteLines line) throws IOException {
    try (JsonParser parser = parser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      String field;
      while ((field = parser.nextFieldName()) != null) {
        JsonToken token = parser.nextToken();
        if (field.equals("Event")) {
          return token == JsonToken.VALUE_STRING ? texts.read(parser).value() : null;
        }
        parser.skipChildren();
      }
      return null;
    }
  }

  /** The whole line; text behind its object is damage. */
  Attributes read(ByteLines line) throws IOException {
    try (JsonParser parser = parser(line)) {
      parser.nextToken();
      Attributes event = object(parser, null);
      parser.nextToken();
      return event;
    }
  }

  private static JsonParser parser(ByteLines line) throws IOException {
    return JSON.createParser(line.buffer(), line.start(), line.length());
  }

  private Attributes object(JsonParser parser, @Nullable Set<String> wanted) throws IOException {
    Attributes.Builder members = Attributes.builder(16);
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (SKIPPED.contains(name) || (wanted != null && !wanted.contains(name))) {
        parser.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        boolean properties = name.equals("Properties");
        members.put(name, value(parser, token, properties ? PROPERTIES : null));
      }
    }
    return members.build();
  }

  private Value value(JsonParser parser, JsonToken token, @Nullable Set<String> wanted)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> new Value.Map(object(parser, wanted));
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> texts.read(parser);
      default -> JsonValues.read(parser);
    };
  }

  private Value array(JsonParser parser) throws IOException {
    List<Value> values = new ArrayList<>();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      values.add(value(parser, token, null));
    }
    return new Value.Array(values);
  }
}
