package dev.sonde.ingest.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Files of JSON objects, one a line, as programs append them; and files of one object. */
public final class JsonRows {

  /** A longer line is damage: no writer of rows makes such. */
  private static final int LONGEST = 4 * 1024 * 1024;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  private final Input input;
  private final Problems problems;
  private final BiConsumer<Attributes, String> taker;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long number;
  private boolean tooLong;

  private JsonRows(Input input, Problems problems, BiConsumer<Attributes, String> taker) {
    this.input = input;
    this.problems = problems;
    this.taker = taker;
  }

  /**
   * Reads every row. A last line that is cut is noted as such; other lines that are no objects are
   * rejected.
   *
   * @param taker gets the fields of a row and where it is
   */
  public static void read(Input input, Problems problems, BiConsumer<Attributes, String> taker)
      throws IOException {
    new JsonRows(input, problems, taker).run();
  }

  private void run() throws IOException {
    byte[] buffer = new byte[64 * 1024];
    InputStream stream = input.stream();
    int count;
    while ((count = stream.read(buffer, 0, buffer.length)) > 0) {
      int from = 0;
      for (int i = 0; i < count; i++) {
        if (buffer[i] == '\n') {
          append(buffer, from, i);
          end(false);
          from = i + 1;
        }
      }
      append(buffer, from, count);
    }
    end(true);
  }

  private void append(byte[] buffer, int from, int to) {
    tooLong |= line.size() + to - from > LONGEST;
    if (!tooLong) {
      line.write(buffer, from, to - from);
    }
  }

  private void end(boolean last) {
    number++;
    byte[] bytes = line.toByteArray();
    line.reset();
    String where = input.atLine(number);
    if (tooLong) {
      problems.reject(Code.MALFORMED, where, "a line of more than " + LONGEST + " bytes");
      tooLong = false;
      return;
    }
    List<Attributes> rows = new ArrayList<>(1);
    String wrong = parse(bytes, rows);
    rows.forEach(row -> taker.accept(row, where));
    if (wrong != null && last) {
      problems.note(Code.TRUNCATED, where, "the last line is cut: " + wrong);
    } else if (wrong != null) {
      problems.reject(Code.MALFORMED, where, wrong);
    }
  }

  /** Adds the objects of a line; says what was wrong with the rest of it, null where nothing was. */
  private static @Nullable String parse(byte[] bytes, List<Attributes> rows) {
    try (JsonParser parser = JSON.createParser(bytes)) {
      JsonToken token;
      while ((token = parser.nextToken()) != null) {
        if (token != JsonToken.START_OBJECT) {
          return "no object, but " + token.asString();
        }
        if (JsonValues.read(parser) instanceof Value.Map map) {
          rows.add(map.entries());
        }
      }
      return null;
    } catch (IOException e) {
      // The bytes are at hand, so that only their content can be the cause.
      return said(e);
    }
  }

  private static String said(IOException e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }

  /** The object that is the whole file; null where it is none, which is noted. */
  public static @Nullable Attributes object(Input input, Problems problems) throws IOException {
    List<Attributes> rows = new ArrayList<>();
    String wrong = parse(input.stream().readNBytes(LONGEST), rows);
    if (wrong != null) {
      problems.reject(Code.MALFORMED, input.name(), wrong);
    }
    return rows.isEmpty() ? null : rows.getFirst();
  }

  /** The objects at the beginning of bytes that may be cut anywhere. */
  public static List<Attributes> begun(byte[] bytes, int most) {
    List<Attributes> rows = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < bytes.length && rows.size() < most; i++) {
      if (bytes[i] == '\n' || i == bytes.length - 1) {
        parse(java.util.Arrays.copyOfRange(bytes, from, i + 1), rows);
        from = i + 1;
      }
    }
    return rows;
  }
}
