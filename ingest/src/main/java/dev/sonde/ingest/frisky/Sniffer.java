package dev.sonde.ingest.frisky;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer.Match;
import java.io.IOException;
import java.util.Set;

/** Looks for a span of Frisky's, in a list or alone, in the first bytes of a source. */
final class Sniffer {

  /** Elements that are no spans, before one is believed to come. */
  private static final int MOST_STRANGERS = 16;

  /** Records of Sonde's own streams have names and times too, and one of these as their kind. */
  private static final Set<String> OWN_KINDS = Set.of("span", "event", "sample");

  private int strangers;
  private boolean emptyList;

  private Sniffer() {}

  static Match look(Head head) {
    Sniffer sniffer = new Sniffer();
    try (JsonParser parser = FriskyImporter.JSON.createParser(head.bytes())) {
      if (sniffer.findsSpan(parser)) {
        return Match.YES;
      }
      return sniffer.emptyList && sniffer.strangers == 0 ? Match.MAYBE : Match.NO;
    } catch (IOException e) {
      return begunOrDamaged(head);
    }
  }

  /** The beginning of one span that is longer than what can be seen, or pieces of spans. */
  private static Match begunOrDamaged(Head head) {
    String text = head.text();
    return text.contains("\"start_ns\"") && text.contains("\"name\"") && !text.contains("\"kind\"")
        ? Match.MAYBE
        : Match.NO;
  }

  private boolean findsSpan(JsonParser parser) throws IOException {
    JsonToken token;
    while ((token = parser.nextToken()) != null && strangers < MOST_STRANGERS) {
      if (findsSpan(parser, token)) {
        return true;
      }
    }
    return false;
  }

  private boolean findsSpan(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      return isSpanOrHolds(parser);
    } else if (token != JsonToken.START_ARRAY) {
      strangers++;
      return false;
    }
    int elements = 0;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY && strangers < MOST_STRANGERS) {
      elements++;
      if (findsSpan(parser, token)) {
        return true;
      }
    }
    emptyList |= elements == 0;
    return false;
  }

  private boolean isSpanOrHolds(JsonParser parser) throws IOException {
    boolean name = false;
    boolean start = false;
    boolean other = false;
    boolean list = false;
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      switch (field) {
        case "name" -> name = token == JsonToken.VALUE_STRING;
        case "start_ns" -> start = true;
        case "sonde" -> other = true;
        case "kind" -> other |= OWN_KINDS.contains(parser.getText());
        case "spans" -> {
          list = token == JsonToken.START_ARRAY;
          if (list && findsSpan(parser, token)) {
            return true;
          }
        }
        default -> {}
      }
      parser.skipChildren();
    }
    strangers += list ? 0 : 1;
    return name && start && !other;
  }
}
