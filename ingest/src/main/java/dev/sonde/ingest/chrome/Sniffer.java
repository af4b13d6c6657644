package dev.sonde.ingest.chrome;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.json.Elements;
import java.io.IOException;
import java.util.function.Predicate;

/** Looks at the trace events in the first bytes of a source. */
public final class Sniffer {

  private static final String KINDS = "BEXiIRCbneSTpFstfPNODMVvcr(),";

  private Sniffer() {}

  /** Category of an event, and whether it is one: {@code ph} with {@code ts}, or of metadata. */
  private static final class Seen {
    String category = "";
    boolean time;
    boolean metadata;
    boolean kind;
    boolean place;

    boolean isEvent() {
      return kind && place && (time || metadata);
    }
  }

  /** Whether a category is one that Ray's timelines alone have. */
  public static boolean isRays(String category) {
    return category.startsWith("task::")
        || category.equals("task:execute")
        || category.equals("task:deserialize_arguments")
        || category.equals("task:store_outputs");
  }

  /** Whether there is an event whose category fits; only those before the first damage are seen. */
  public static boolean finds(Head head, Predicate<String> category) {
    try (JsonParser parser = Elements.JSON.createParser(head.bytes())) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_ARRAY) {
        return inList(parser, category);
      }
      return first == JsonToken.START_OBJECT && inObject(parser, category);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean inObject(JsonParser parser, Predicate<String> category)
      throws IOException {
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (field.equals("traceEvents") && token == JsonToken.START_ARRAY) {
        return inList(parser, category);
      }
      parser.skipChildren();
    }
    return false;
  }

  private static boolean inList(JsonParser parser, Predicate<String> category) throws IOException {
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      Seen seen = look(parser);
      if (!seen.isEvent()) {
        return false;
      } else if (category.test(seen.category)) {
        return true;
      }
    }
    return false;
  }

  private static Seen look(JsonParser parser) throws IOException {
    Seen seen = new Seen();
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      switch (field) {
        case "ph" -> {
          String kind = token == JsonToken.VALUE_STRING ? parser.getText() : "";
          seen.kind = kind.length() == 1 && KINDS.contains(kind);
          seen.metadata = kind.equals("M");
        }
        case "ts" -> seen.time = token.isScalarValue();
        case "pid", "tid" -> seen.place = true;
        case "cat" -> seen.category = token == JsonToken.VALUE_STRING ? parser.getText() : "";
        default -> {}
      }
      parser.skipChildren();
    }
    return seen;
  }
}
