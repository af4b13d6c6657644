package dev.sonde.engine.record;

import dev.sonde.engine.render.JsonRenderer;
import dev.sonde.engine.report.Answer;
import dev.sonde.model.RecordJson;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON lines (docs/formats/sonde-stream.md): a header, one record a line, a trailer with the
 * coverage. What is written is read again as a source. Holds one line at a time.
 */
public final class RecordStream {

  private static final int USUAL_LINE = 1024;

  private final Writer out;
  private final String kind;
  private final Answer.Source source;
  private final Answer.Asked scope;
  private final Answer.Covered coverage;
  private final StringBuilder line = new StringBuilder(USUAL_LINE);
  private char[] characters = new char[USUAL_LINE];
  private long written;

  /**
   * @param kind what the stream is of, for people: spans, events, logs, records
   * @param coverage of the source, also where the stream has only a part of it
   */
  public RecordStream(
      Writer out, String kind, Answer.Source source, Answer.Asked scope, Answer.Covered coverage) {
    this.out = out;
    this.kind = kind;
    this.source = source;
    this.scope = scope;
    this.coverage = coverage;
  }

  /** Writes the header. */
  public void begin() {
    line.setLength(0);
    line.append("{\"sonde\":1,\"kind\":\"").append(kind).append("\",\"source\":");
    line.append(JsonRenderer.record(source)).append(",\"scope\":");
    line.append(JsonRenderer.record(scope)).append('}');
    write();
  }

  public void add(WideEvent record) {
    line.setLength(0);
    RecordJson.write(record, line);
    write();
    written++;
  }

  /** Writes the trailer; without it a reader knows that the stream was cut. */
  public void end() {
    end(null);
  }

  /**
   * Writes the trailer with the place up to which records were looked at, from where a later question
   * goes on.
   */
  public void end(@Nullable Long cursor) {
    line.setLength(0);
    line.append("{\"sonde_end\":1,\"written\":").append(written);
    if (cursor != null) {
      line.append(",\"cursor\":").append(cursor.longValue());
    }
    line.append(",\"coverage\":");
    line.append(JsonRenderer.coverage(coverage)).append('}');
    write();
  }

  /** The same stream, of which so many records went out before. */
  public RecordStream goingOn(long before) {
    written = before;
    return this;
  }

  /** Records that went out so far. */
  public long written() {
    return written;
  }

  /** Where the stream goes, for forms of other systems. */
  public Writer out() {
    return out;
  }

  private void write() {
    line.append('\n');
    int length = line.length();
    if (length > characters.length) {
      characters = new char[Math.max(length, 2 * characters.length)];
    }
    line.getChars(0, length, characters, 0);
    try {
      out.write(characters, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
