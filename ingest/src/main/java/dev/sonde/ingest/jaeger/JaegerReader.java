package dev.sonde.ingest.jaeger;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.Elements;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Micros;
import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads traces. Processes usually follow the spans, so those of one trace are held until it ends. */
final class JaegerReader implements Elements.Handler {

  /** Some 100 MB. */
  private static final int HELD = 100_000;

  private final Input input;
  private final Batches batches;
  private final Problems problems;
  private final Mapping mapping = new Mapping();
  private final List<JaegerSpan> held = new ArrayList<>();
  private final Map<String, Origin> processes = new HashMap<>();
  private JaegerSpan now = new JaegerSpan();

  /** Whether what comes beside a list belongs to a trace that is open. */
  private boolean inTrace;

  JaegerReader(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.batches = batches;
    this.problems = problems;
  }

  @Override
  public void begin() {
    now = new JaegerSpan();
  }

  @Override
  public void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "traceID", "traceId" -> now.trace = text(parser);
      case "spanID", "spanId" -> now.id = text(parser);
      case "parentSpanID" -> now.parent = text(parser);
      case "operationName" -> now.name = text(parser);
      case "processID" -> now.process = text(parser);
      case "startTime" -> now.time = Micros.nanos(parser);
      case "duration" -> now.duration = Micros.nanos(parser);
      case "references" -> now.references = JsonValues.read(parser);
      case "tags" -> now.tags = JsonValues.read(parser);
      case "logs" -> now.logs = JsonValues.read(parser);
      case "process" -> now.inline = JsonValues.read(parser);
      default -> {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
          now.rest.put(field, JsonValues.read(parser));
        }
      }
    }
    parser.skipChildren();
  }

  private static String text(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    return token.isScalarValue() && token != JsonToken.VALUE_NULL ? parser.getText() : "";
  }

  @Override
  public boolean end(long at, boolean lost) {
    now.at = at;
    Long duration = now.duration;
    boolean reference = lost && now.time == null;
    if (!now.isSpan() || reference) {
      return learn(now.rest.build()) || notASpan(lost);
    } else if (now.time == null) {
      reject(Code.MISSING_TIME, "span " + now.id + " has no startTime that is a number");
      return true;
    } else if (duration != null && duration < 0) {
      reject(Code.NEGATIVE_DURATION, "span " + now.id + " takes " + duration + " ns");
      return true;
    }
    held.add(now);
    if (held.size() >= HELD) {
      String message = "a trace has more than " + HELD + " spans; processes behind them are missed";
      problems.note(Code.CAPPED, input.atByte(at), message);
      flush(true);
    }
    return true;
  }

  private boolean notASpan(boolean lost) {
    if (!lost) {
      reject(Code.MALFORMED, "an object that is no span: it has no spanID");
    }
    return false;
  }

  private void reject(Code code, String message) {
    problems.reject(code, input.atByte(now.at), message);
  }

  /** After damage the processes of a trace are found as an object of their own. */
  private boolean learn(Attributes said) {
    int before = processes.size();
    said.forEach((id, value) -> {
      if (value instanceof Value.Map map && map.entries().has("serviceName")) {
        processes.put(id, Mapping.origin(value));
      }
    });
    boolean any = processes.size() > before;
    if (any) {
      flush(false);
    }
    return any;
  }

  /** A trace begins, or the list of all traces; what stood before its spans was taken for a span's. */
  @Override
  public void opened() {
    flush(false);
    processes.clear();
    inTrace = true;
    beside("processes", now.rest.build().get("processes"));
  }

  @Override
  public void beside(String field, JsonParser parser) throws IOException {
    beside(field, JsonValues.read(parser));
  }

  private void beside(String field, @org.jspecify.annotations.Nullable Value value) {
    if (inTrace && field.equals("processes") && value instanceof Value.Map map) {
      map.entries().forEach((id, process) -> processes.put(id, Mapping.origin(process)));
    }
  }

  @Override
  public void closed() {
    flush(false);
    processes.clear();
  }

  void end() {
    flush(false);
  }

  private void flush(boolean early) {
    for (JaegerSpan span : held) {
      Origin origin = processes.get(span.process);
      if (span.inline instanceof Value.Map) {
        origin = mapping.inline(span.inline);
      } else if (origin == null && !early) {
        String message = "process " + span.process + " of span " + span.id + " is missing";
        problems.note(Code.ORPHAN, input.atByte(span.at), message);
      }
      batches.add(mapping.span(span, origin == null ? Origin.UNKNOWN : origin));
    }
    held.clear();
  }
}
