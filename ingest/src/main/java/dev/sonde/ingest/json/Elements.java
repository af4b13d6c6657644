package dev.sonde.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Problem.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Set;

/**
 * Walks JSON in which records are objects: in lists, in lists that fields of other objects hold, one
 * after another. After damage it goes on at the next object.
 */
public final class Elements {

  /** As forgiving as the programs that write such files make necessary. */
  public static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(64 * 1024 * 1024).build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  /** More damage than this is another format; it bounds the time lost in such a file. */
  private static final int MOST_RESTARTS = 10_000;

  /** What a format does with what is found. */
  public interface Handler {

    /** An object begins: a record, or what holds a list of records. */
    void begin();

    /** A field of it; the parser is at its value, and is to be left at that value's end. */
    void field(String name, JsonParser parser) throws IOException;

    /**
     * It was no holder of a list.
     *
     * @param at its byte in the source
     * @param lost whether it is the first after damage, and may be a piece of a record
     * @return whether it was a record, or something else that is known
     */
    boolean end(long at, boolean lost);

    /** It holds a list, which begins; its fields so far stand beside that. */
    void opened();

    /** A field of such an object, behind a list of it; as {@link #field}. */
    void beside(String name, JsonParser parser) throws IOException;

    /** The innermost object that holds a list has ended. */
    default void closed() {}
  }

  /**
   * @param record what a record is called, e.g. {@code a span}
   * @param lists fields that hold lists of records, or of objects with such fields
   * @param mayEnd whether a list of the whole source may lack its end
   */
  public record Shape(String record, Set<String> lists, boolean mayEnd) {}

  private final Input input;
  private final Problems problems;
  private final Shape shape;
  private final Handler handler;
  private final Tape tape;

  private int openLists;
  private int openContainers;

  /** Whether the text that comes next is within a list. */
  private boolean inList;

  private boolean lost;
  private boolean any;

  /** Where the parser's input begins in the source, less what was put before it. */
  private long base;

  /** Of the record that is being read, -1 between records. */
  private long elementStart = -1;

  public Elements(Input input, Problems problems, Shape shape, Handler handler) {
    this.input = input;
    this.problems = problems;
    this.shape = shape;
    this.handler = handler;
    this.tape = new Tape(input.stream());
  }

  /** Reads to the end. */
  public void run() throws IOException {
    for (int restarts = 0; restarts <= MOST_RESTARTS; restarts++) {
      JsonParser parser = open();
      try {
        walk(parser);
        return;
      } catch (JsonEOFException e) {
        ended();
        return;
      } catch (JsonProcessingException | CharConversionException e) {
        if (!recover(parser, e)) {
          return;
        }
      }
    }
    String message = "reading ended here: more than " + MOST_RESTARTS + " damaged places";
    problems.note(Code.TRUNCATED, input.atByte(tape.offset()), message);
  }

  private JsonParser open() throws IOException {
    base = tape.offset();
    elementStart = -1;
    if (!inList) {
      return JSON.createParser(tape);
    }
    base--;
    InputStream list = new ByteArrayInputStream(new byte[] {'['});
    return JSON.createParser(new SequenceInputStream(list, tape));
  }

  private void walk(JsonParser parser) throws IOException {
    if (inList) {
      parser.nextToken();
      list(parser);
    }
    JsonToken token;
    while ((token = parser.nextToken()) != null) {
      one(parser, token);
    }
  }

  private void list(JsonParser parser) throws IOException {
    inList = true;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      one(parser, token);
    }
    openLists = Math.max(0, openLists - 1);
    inList = openLists > 0;
  }

  private void one(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      object(parser);
    } else if (token == JsonToken.START_ARRAY) {
      openLists++;
      list(parser);
    } else if (!lost) {
      String found = "where " + shape.record() + " belongs there is " + parser.getText();
      problems.reject(Code.MALFORMED, input.atByte(offset(parser)), found);
    }
  }

  private void object(JsonParser parser) throws IOException {
    long start = offset(parser);
    elementStart = start;
    handler.begin();
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && shape.lists().contains(field)) {
        container(parser);
        return;
      }
      handler.field(field, parser);
    }
    elementStart = -1;
    if (handler.end(start, lost)) {
      lost = false;
      any = true;
    }
  }

  /** An object that holds a list, from the beginning of that on. */
  private void container(JsonParser parser) throws IOException {
    elementStart = -1;
    openContainers++;
    handler.opened();
    one(parser, JsonToken.START_ARRAY);
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY && shape.lists().contains(field)) {
        one(parser, token);
      } else {
        handler.beside(field, parser);
      }
    }
    openContainers--;
    handler.closed();
  }

  private long offset(JsonParser parser) {
    return base + parser.currentTokenLocation().getByteOffset();
  }

  private void ended() {
    boolean whole = elementStart < 0 && openContainers == 0;
    if (whole && (openLists == 0 || shape.mayEnd())) {
      return;
    }
    String what = elementStart >= 0 ? "within " + shape.record() : "before the end of the list";
    String message = "the file ends " + what + "; what came before is kept";
    problems.note(Code.TRUNCATED, input.atByte(tape.offset()), message);
  }

  /**
   * Moves to the next object after damage.
   *
   * @return whether there is one
   */
  private boolean recover(JsonParser parser, IOException e) throws IOException {
    int ahead = parser.releaseBuffered(new ByteArrayOutputStream());
    if (ahead <= 0 && tape.isAtEnd() && (inList || openContainers > 0 || elementStart >= 0)) {
      // A word or number that is cut is an error of its own to the parser.
      ended();
      return false;
    }
    long at = tape.offset() - Math.max(ahead, 0) - 1;
    tape.moveTo(at);
    int found = tape.read();
    boolean separator = elementStart < 0 && any && (found == '{' || found == ',' || found == ']');
    if (!lost && !separator) {
      problems.reject(Code.MALFORMED, input.atByte(at), "damaged: " + firstLine(e));
    } else if (!lost && found == '{' && inList) {
      problems.note(Code.MALFORMED, input.atByte(at), "there is no comma between two records");
    }
    if (separator) {
      inList = found == ',' || (found == '{' && inList);
    }
    lost = true;
    boolean beyond = separator && found != '{';
    tape.moveTo(beyond ? at + 1 : Math.max(at, Math.max(base, elementStart) + 1));
    return tape.seekObject();
  }

  private static String firstLine(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
