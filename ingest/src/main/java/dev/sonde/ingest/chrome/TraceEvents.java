package dev.sonde.ingest.chrome;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.Elements;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Micros;
import dev.sonde.ingest.json.Texts;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Value;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads trace events out of a list, closed or not, or out of an object with {@code traceEvents}. */
public final class TraceEvents implements Elements.Handler {

  /** Who takes the events, in the order of the source. */
  public interface Taker {
    void event(TraceEvent event);

    /** Something that the source says of itself, beside its events. */
    void beside(String name, Value value);
  }

  private final Input input;
  private final Problems problems;
  private final Taker taker;
  private final Texts texts = new Texts(1024);

  private String kind = "";
  private String name = "";
  private String category = "";
  private String process = "";
  private String thread = "";
  private String id = "";
  private @Nullable Long time;
  private @Nullable Long duration;
  private boolean badTime;
  private Attributes args = Attributes.EMPTY;
  private final Attributes.Builder rest = Attributes.builder();

  private TraceEvents(Input input, Problems problems, Taker taker) {
    this.input = input;
    this.problems = problems;
    this.taker = taker;
  }

  /**
   * Reads to the end.
   *
   * @param mayEnd whether the writer may leave a list without its end, as Chrome does
   */
  public static void read(Input input, Problems problems, boolean mayEnd, Taker taker)
      throws IOException {
    var shape = new Elements.Shape("a trace event", Set.of("traceEvents"), mayEnd);
    new Elements(input, problems, shape, new TraceEvents(input, problems, taker)).run();
  }

  @Override
  public void begin() {
    kind = "";
    name = "";
    category = "";
    process = "";
    thread = "";
    id = "";
    time = null;
    duration = null;
    badTime = false;
    args = Attributes.EMPTY;
    rest.clear();
  }

  @Override
  public void field(String field, JsonParser parser) throws IOException {
    switch (field) {
      case "ph" -> kind = text(parser);
      case "name" -> name = text(parser);
      case "cat" -> category = text(parser);
      case "pid" -> process = text(parser);
      case "tid" -> thread = text(parser);
      case "id" -> id = text(parser);
      case "id2" -> scopedId(parser);
      case "ts" -> {
        time = Micros.nanos(parser);
        badTime |= time == null;
        parser.skipChildren();
      }
      case "dur" -> duration = duration(parser);
      case "args" -> args = args(parser);
      default -> rest.put(field, JsonValues.read(parser));
    }
  }

  private String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return texts.read(parser).value();
    } else if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return "";
    }
    String text = parser.currentToken().isScalarValue() ? parser.getText() : "";
    parser.skipChildren();
    return text;
  }

  private @Nullable Long duration(JsonParser parser) throws IOException {
    Long nanos = Micros.nanos(parser);
    if (nanos == null) {
      rest.put("dur", JsonValues.read(parser));
    }
    return nanos;
  }

  /** Ids are known in the whole file, or in one process only. */
  private void scopedId(JsonParser parser) throws IOException {
    if (JsonValues.read(parser) instanceof Value.Map scoped) {
      String local = scoped.entries().text("local");
      String global = scoped.entries().text("global");
      id = global != null ? global : local != null ? "local " + local : id;
    }
  }

  private static Attributes args(JsonParser parser) throws IOException {
    return switch (JsonValues.read(parser)) {
      case Value.Map map -> map.entries();
      case Value.Empty _ -> Attributes.EMPTY;
      case Value other -> Attributes.of("args", other);
    };
  }

  @Override
  public boolean end(long at, boolean lost) {
    if (kind.isEmpty()) {
      if (!lost) {
        String message = "an object that is no trace event: it has no ph";
        problems.reject(Code.MALFORMED, input.atByte(at), message);
      }
      return false;
    } else if (time == null && (badTime || kind.charAt(0) != 'M')) {
      String message = "trace event " + name + " of ph " + kind + " has no ts that is a number";
      problems.reject(Code.MISSING_TIME, input.atByte(at), message);
      return true;
    }
    String scoped = id.startsWith("local ") ? process + " " + id : id;
    taker.event(
        new TraceEvent(
            kind.length() == 1 ? kind.charAt(0) : ' ',
            name,
            category,
            new TraceEvent.Place(process, thread),
            time,
            duration,
            scoped,
            args,
            rest.build(),
            at));
    return true;
  }

  @Override
  public void opened() {
    rest.build().forEach(taker::beside);
  }

  @Override
  public void beside(String field, JsonParser parser) throws IOException {
    taker.beside(field, JsonValues.read(parser));
  }
}
