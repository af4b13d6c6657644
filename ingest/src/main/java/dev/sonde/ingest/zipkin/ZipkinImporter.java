package dev.sonde.ingest.zipkin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.Elements;
import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.Set;

/** Zipkin's spans in version 2 of its JSON: a list of spans, or of traces that are lists of spans. */
public final class ZipkinImporter implements Importer {

  private static final Elements.Shape SHAPE = new Elements.Shape("a span", Set.of(), false);

  @Override
  public String format() {
    return "zipkin";
  }

  @Override
  public String purpose() {
    return "Zipkin's spans (JSON, version 2): a list of spans, or a list of traces";
  }

  @Override
  public Match sniff(Head head) {
    try (JsonParser parser = Elements.JSON.createParser(head.bytes())) {
      JsonToken token = parser.nextToken();
      while (token == JsonToken.START_ARRAY) {
        token = parser.nextToken();
      }
      return token == JsonToken.START_OBJECT && isSpan(parser) ? Match.YES : Match.NO;
    } catch (IOException e) {
      return Match.NO;
    }
  }

  /** Version 1 has annotations with endpoints instead of an endpoint of the span. */
  private static boolean isSpan(JsonParser parser) throws IOException {
    boolean trace = false;
    boolean id = false;
    boolean more = false;
    boolean other = false;
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      switch (field) {
        case "traceId" -> trace = token == JsonToken.VALUE_STRING;
        case "id" -> id = token == JsonToken.VALUE_STRING;
        case "localEndpoint", "timestamp", "duration", "tags" -> more = true;
        case "binaryAnnotations", "spanId", "sonde", "ph" -> other = true;
        default -> {}
      }
      parser.skipChildren();
    }
    return trace && id && more && !other;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    ZipkinReader reader = new ZipkinReader(input, batches, problems);
    new Elements(input, problems, SHAPE, reader).run();
    reader.flush();
    batches.flush();
  }
}
