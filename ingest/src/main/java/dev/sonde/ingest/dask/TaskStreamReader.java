package dev.sonde.ingest.dask;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.JsonValues;
import dev.sonde.ingest.json.Tape;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Set;

/** Walks the list of tasks; after damage it goes on at the next object. */
final class TaskStreamReader {

  /** Python writes NaN and Infinity as such, and its strings may hold control characters. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** More damage than this is another format; it bounds the time lost in such a file. */
  private static final int MOST_RESTARTS = 10_000;

  /** Pickled objects of Python. */
  private static final Set<String> SKIPPED = Set.of("exception", "traceback", "type");

  private final Input input;
  private final Tape tape;
  private final Problems problems;
  private final StreamedTasks tasks;
  private long base;
  private int restarts;

  /** Whether the list was opened and not closed. */
  private boolean open;

  /** Of the task that is being read, -1 between tasks. */
  private long begun = -1;

  /** From damage to the next task: pieces of what was damaged are no findings of their own. */
  private boolean lost;

  TaskStreamReader(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.tape = new Tape(input.stream());
    this.problems = problems;
    this.tasks = new StreamedTasks(batches);
  }

  void run() throws IOException {
    boolean more = true;
    while (more) {
      JsonParser parser = open();
      try {
        walk(parser);
        more = false;
      } catch (JsonEOFException e) {
        truncated();
        more = false;
      } catch (JsonProcessingException | CharConversionException e) {
        more = recover(parser, e);
      }
    }
    if (open) {
      truncated();
    }
  }

  /** A new parser does not know that a list is open, so that is said before what is left. */
  private JsonParser open() throws IOException {
    base = tape.offset();
    if (!open) {
      return JSON.createParser(tape);
    }
    base--;
    InputStream list = new ByteArrayInputStream(new byte[] {'['});
    return JSON.createParser(new SequenceInputStream(list, tape));
  }

  private void walk(JsonParser parser) throws IOException {
    JsonToken token;
    while ((token = parser.nextToken()) != null) {
      switch (token) {
        case START_ARRAY -> open = true;
        case END_ARRAY -> open &= lost;
        case START_OBJECT -> task(parser);
        default -> stranger(parser);
      }
    }
    begun = -1;
  }

  private void stranger(JsonParser parser) throws IOException {
    if (!lost) {
      String message = "where a task belongs there is " + parser.getText();
      problems.reject(Code.MALFORMED, input.atByte(offset(parser)), message);
    }
  }

  private void task(JsonParser parser) throws IOException {
    begun = offset(parser);
    Attributes.Builder members = Attributes.builder(12);
    String name;
    while ((name = parser.nextFieldName()) != null) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL || SKIPPED.contains(name)) {
        parser.skipChildren();
      } else {
        members.put(name, JsonValues.read(parser));
      }
    }
    Attributes task = members.build();
    boolean piece = lost && !(task.has("key") && task.has("startstops"));
    Flaw flaw = piece ? null : tasks.take(task);
    if (flaw != null) {
      problems.reject(flaw.code(), input.atByte(begun), flaw.message());
    }
    lost = piece;
    begun = -1;
  }

  private long offset(JsonParser parser) {
    return base + parser.currentTokenLocation().getByteOffset();
  }

  private void truncated() throws IOException {
    String what = begun >= 0 ? "within a task" : "before the end of the list";
    String message = "the file ends " + what + "; what came before is kept";
    problems.note(Code.TRUNCATED, input.atByte(tape.offset()), message);
  }

  private boolean recover(JsonParser parser, IOException e) throws IOException {
    int ahead = Math.max(0, parser.releaseBuffered(new ByteArrayOutputStream()));
    long at = Math.max(tape.offset() - ahead - 1, Math.max(base, 0));
    boolean last = ahead == 0 && tape.isAtEnd();
    tape.moveTo(at);
    int found = tape.read();
    boolean between = begun < 0 && (found == ',' || found == ']');
    if (between) {
      // Of a list that was taken for closed, as its beginning or a piece of it was damaged.
      open = found == ',';
    } else if (last) {
      // A word or number that is cut is an error of its own to the parser.
      truncated();
      open = false;
      return false;
    } else if (!lost) {
      problems.reject(Code.MALFORMED, input.atByte(at), "damaged: " + firstLine(e));
      lost = true;
    }
    if (!between && ++restarts > MOST_RESTARTS) {
      String message = "reading ended here: more than " + MOST_RESTARTS + " damaged places";
      problems.note(Code.TRUNCATED, input.atByte(at), message);
      open = false;
      return false;
    }
    tape.moveTo(at + 1);
    begun = -1;
    return tape.seekObject();
  }

  private static String firstLine(IOException e) {
    String message =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
  }
}
