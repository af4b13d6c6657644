package dev.sonde.ingest.frisky;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.Tape;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.function.Supplier;

/**
 * Walks the containers that spans come in: lists, objects with {@code spans}, one object after another,
 * and any sequence of these. After damage it goes on at the next object.
 *
 * <p>Going on means a new parser that does not know what was open. Whether spans are in a list, and so
 * have commas between them, is remembered, and corrected when the text shows otherwise.
 */
final class FriskyReader {

  /** More damage than this is no damage but another format; it bounds the time lost in such a file. */
  private static final int MOST_RESTARTS = 10_000;

  private final Input input;
  private final Tape tape;
  private final Batches batches;
  private final Problems problems;
  private final Mapping mapping;
  private final RawSpan raw = new RawSpan();

  /** Whether the next element is in a list; lists that the text itself opened, and are still open. */
  private boolean inList;

  private int openLists;

  /** From damage to the next span: pieces of what was damaged are no findings of their own. */
  private boolean lost;

  /** Whether there was a span yet: before the first, nothing explains a stray comma. */
  private boolean any;

  /** Where the parser's input begins in the source, less what was put before it. */
  private long base;

  /** Of the span that is being read, -1 between spans. */
  private long elementStart = -1;

  /** Whether an object with {@code spans} in it is open. */
  private boolean inContainer;

  FriskyReader(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.tape = new Tape(input.stream());
    this.batches = batches;
    this.problems = problems;
    this.mapping = new Mapping(problems);
  }

  void run() throws IOException {
    int restarts = 0;
    while (true) {
      JsonParser parser = open();
      try {
        walk(parser);
        return;
      } catch (JsonEOFException e) {
        ended(e);
        return;
      } catch (JsonProcessingException | CharConversionException e) {
        if (!recover(parser, e) || ++restarts > MOST_RESTARTS) {
          stopped(restarts);
          return;
        }
      }
    }
  }

  private void stopped(int restarts) {
    if (restarts > MOST_RESTARTS) {
      String message = "reading ended here: more than " + MOST_RESTARTS + " damaged places";
      problems.note(Code.TRUNCATED, input.atByte(tape.offset()), message);
    }
  }

  private JsonParser open() throws IOException {
    base = tape.offset();
    elementStart = -1;
    if (!inList) {
      return FriskyImporter.JSON.createParser(tape);
    }
    base--;
    InputStream list = new ByteArrayInputStream(new byte[] {'['});
    return FriskyImporter.JSON.createParser(new SequenceInputStream(list, tape));
  }

  private void walk(JsonParser parser) throws IOException {
    if (inList) {
      parser.nextToken();
      list(parser);
    }
    JsonToken token;
    while ((token = parser.nextToken()) != null) {
      element(parser, token);
    }
  }

  private void list(JsonParser parser) throws IOException {
    inList = true;
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      element(parser, token);
    }
    openLists = Math.max(0, openLists - 1);
    inList = openLists > 0;
  }

  private void element(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.START_OBJECT) {
      object(parser);
    } else if (token == JsonToken.START_ARRAY) {
      openLists++;
      list(parser);
    } else if (!lost) {
      String found = parser.getText();
      problems.reject(
          Code.MALFORMED, input.atByte(offset(parser)), "where a span belongs there is " + found);
    }
  }

  private void object(JsonParser parser) throws IOException {
    long start = offset(parser);
    elementStart = start;
    raw.clear();
    boolean container = false;
    String field;
    while ((field = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (field.equals("spans") && (token == JsonToken.START_ARRAY || isNull(token))) {
        container = true;
        inContainer = true;
        elementStart = -1;
        if (token == JsonToken.START_ARRAY) {
          element(parser, token);
        }
        raw.clear();
      } else if (!container) {
        raw.field(field, parser, token);
      } else {
        parser.skipChildren();
      }
    }
    elementStart = -1;
    if (container) {
      inContainer = false;
    } else {
      finish(start);
    }
  }

  private static boolean isNull(JsonToken token) {
    return token == JsonToken.VALUE_NULL;
  }

  private void finish(long start) {
    if (lost && (raw.name == null || raw.start == null)) {
      return;
    }
    lost = false;
    any = true;
    Supplier<String> where = () -> input.atByte(start);
    Span span = mapping.span(raw, where);
    if (span != null) {
      batches.add(span);
    }
  }

  private long offset(JsonParser parser) {
    return base + parser.currentTokenLocation().getByteOffset();
  }

  private void ended(IOException e) {
    if (openLists > 0
        || inContainer
        || elementStart >= 0
        || !String.valueOf(e.getMessage()).contains("Array")) {
      String what = elementStart >= 0 ? "within a span" : "before the end of the list";
      String message = "the file ends " + what + "; what came before is kept";
      problems.note(Code.TRUNCATED, input.atByte(tape.offset()), message);
    }
  }

  /**
   * Moves to the next object after damage.
   *
   * @return whether there is one
   */
  private boolean recover(JsonParser parser, IOException e) throws IOException {
    int ahead = parser.releaseBuffered(new ByteArrayOutputStream());
    if (ahead == 0 && tape.isAtEnd() && (openLists > 0 || inContainer || elementStart >= 0)) {
      // A word or number that is cut is an error of its own to the parser.
      ended(e);
      return false;
    }
    if (ahead == 0 && tape.isAtEnd() && inList && any) {
      // A comma after the last of several objects that are in no list.
      return false;
    }
    long at = tape.offset() - Math.max(ahead, 0) - 1;
    tape.moveTo(at);
    int found = tape.read();
    boolean between = elementStart < 0;
    boolean shape =
        between
            && any
            && isUnexpected(e)
            && (found == '{' || found == ',' || found == ']' || found == '}');
    if (!lost && !shape) {
      problems.reject(Code.MALFORMED, input.atByte(at), "damaged: " + firstLine(e));
    } else if (!lost && found == '{' && inList) {
      problems.note(Code.MALFORMED, input.atByte(at), "there is no comma between two spans");
    }
    if (shape) {
      reshape(found);
    }
    lost = true;
    tape.moveTo(shape && found != '{' ? at + 1 : Math.max(at, Math.max(base, elementStart) + 1));
    return ahead >= 0 && tape.seekObject();
  }

  /** The parser met a character that cannot stand there; after an unknown word it is beyond that. */
  private static boolean isUnexpected(IOException e) {
    return String.valueOf(e.getMessage()).startsWith("Unexpected c");
  }

  private void reshape(int found) {
    if (found == ',') {
      inList = true;
    } else if (found == '{') {
      inList = false;
    } else if (found == ']') {
      openLists = 0;
      inList = false;
    }
  }

  private static String firstLine(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
