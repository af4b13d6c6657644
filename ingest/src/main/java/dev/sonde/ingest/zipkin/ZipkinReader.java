package dev.sonde.ingest.zipkin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.Elements;
import dev.sonde.ingest.json.Ids;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Micros;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads spans, and holds them until it is known which ids two of them share. */
final class ZipkinReader implements Elements.Handler {

  /** Some 100 MB. */
  private static final int HELD = 100_000;

  private final Input input;
  private final Batches batches;
  private final Problems problems;
  private final Mapping mapping = new Mapping();
  private final List<ZipkinSpan> held = new ArrayList<>();
  private ZipkinSpan now = new ZipkinSpan();

  ZipkinReader(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.batches = batches;
    this.problems = problems;
  }

  @Override
  public void begin() {
    now = new ZipkinSpan();
  }

  @Override
  public void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "traceId" -> now.trace = text(parser);
      case "id" -> now.id = text(parser);
      case "parentId" -> now.parent = text(parser);
      case "name" -> now.name = text(parser);
      case "kind" -> now.kind = text(parser).toUpperCase(Locale.ROOT);
      case "timestamp" -> now.time = positive(Micros.nanos(parser), field, parser);
      case "duration" -> now.duration = Micros.nanos(parser);
      case "shared" -> now.shared = JsonValues.read(parser).equals(Value.of(true));
      case "localEndpoint" -> now.local = ZipkinSpan.Endpoint.of(JsonValues.read(parser));
      case "remoteEndpoint" -> now.remote = ZipkinSpan.Endpoint.of(JsonValues.read(parser));
      case "annotations" -> now.annotations = JsonValues.read(parser);
      case "tags" -> now.tags = JsonValues.read(parser);
      default -> now.rest.put("zipkin." + field, JsonValues.read(parser));
    }
    parser.skipChildren();
  }

  private static String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : "";
  }

  /** Zipkin's times begin at 1; a 0 is one that is not known. */
  private @Nullable Long positive(@Nullable Long nanos, String field, JsonParser parser)
      throws IOException {
    if (nanos == null && parser.currentToken() != JsonToken.VALUE_NULL) {
      now.unusable = field;
    }
    return nanos != null && nanos > 0 ? nanos : null;
  }

  @Override
  public boolean end(long at, boolean lost) {
    now.at = at;
    if (now.trace.isEmpty() || now.id.isEmpty()) {
      if (!lost) {
        reject(Code.MALFORMED, "an object that is no span: it has no traceId or no id");
      }
      return false;
    }
    Long duration = now.duration;
    Long time = now.time == null ? now.firstAnnotation() : now.time;
    if (time == null) {
      reject(Code.MISSING_TIME, "span " + now.id + " has no timestamp, and no annotation with one");
      return true;
    }
    now.time = time;
    if (duration != null && duration < 0) {
      reject(Code.NEGATIVE_DURATION, "span " + now.id + " takes " + duration + " ns");
      return true;
    }
    notes();
    held.add(now);
    if (held.size() >= HELD) {
      String message = "the halves of shared spans are looked for within " + HELD + " spans";
      problems.note(Code.CAPPED, input.atByte(at), message);
      flush();
    }
    return true;
  }

  private void reject(Code code, String message) {
    problems.reject(code, input.atByte(now.at), message);
  }

  private void notes() {
    String bad =
        !now.unusable.isEmpty()
            ? now.unusable
            : Ids.low(now.trace) == null
                ? "traceId"
                : Ids.low(now.id) == null
                    ? "id"
                    : !now.parent.isEmpty() && Ids.low(now.parent) == null ? "parentId" : "";
    if (!bad.isEmpty()) {
      String message = "field " + bad + " of span " + now.id + " has a value of another kind";
      problems.note(Code.UNKNOWN_FIELD_TYPE, input.atByte(now.at), message);
    }
  }

  /** Hands on what is held, in the order of the source. */
  void flush() {
    Shared shared = new Shared(held);
    for (ZipkinSpan span : held) {
      Span mapped = mapping.span(span, shared);
      batches.add(mapped);
    }
    held.clear();
  }

  @Override
  public void opened() {
    // No field of Zipkin's holds a list of spans.
  }

  @Override
  public void beside(String field, JsonParser parser) throws IOException {
    parser.skipChildren();
  }
}
