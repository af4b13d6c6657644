package dev.sonde.ingest.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;

/**
 * Cuts a source into frames: each begins with a line that starts with an opening brace. In JSON lines
 * that is every line; a document that is indented is one frame. So one damaged line costs that line and
 * no other, while nothing is ever held in memory but a buffer.
 *
 * <p>As a stream it gives the present frame and then says that it ends.
 */
final class JsonFrames extends InputStream {

  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;
  private boolean ended = true;
  private boolean afterNewline;

  /** Whether a brace at the start of a line begins a frame. */
  private boolean cutting = true;

  private long newlines;
  private long frameLine = 1;
  private boolean begun;

  JsonFrames(InputStream in) {
    this.in = in;
  }

  /** Moves to the next frame, past what is left of the present one; false at the end of the source. */
  boolean next() throws IOException {
    boolean first = !begun;
    begun = true;
    if (!ended) {
      transferTo(OutputStream.nullOutputStream());
    }
    if (position == limit && !fill()) {
      return false;
    }
    if (first) {
      cutting = !isOneDocument();
    }
    ended = false;
    afterNewline = false;
    frameLine = newlines + 1;
    return true;
  }

  /** After damage a source that is one document may still have whole lines to offer. */
  void cut() {
    cutting = true;
  }

  /** Line of the source in which the present frame begins, from 1. */
  long frameLine() {
    return frameLine;
  }

  /** An array, or a document whose parts are not indented: no brace in it begins another. */
  private boolean isOneDocument() {
    int i = position;
    while (i < limit && (buffer[i] <= ' ' && buffer[i] >= 0)) {
      i++;
    }
    if (i >= limit || buffer[i] == '[') {
      return true;
    }
    i++;
    while (i < limit && (buffer[i] == '\r' || buffer[i] == ' ')) {
      i++;
    }
    return i + 1 < limit && buffer[i] == '\n' && (buffer[i + 1] == '"' || buffer[i + 1] == '{');
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) {
      return 0;
    }
    if (ended || (position == limit && !fill())) {
      ended = true;
      return -1;
    }
    if (afterNewline && cutting && buffer[position] == '{') {
      ended = true;
      return -1;
    }
    int end = scan(Math.min(limit, position + length));
    int count = end - position;
    System.arraycopy(buffer, position, into, offset, count);
    position = end;
    return count;
  }

  /** Where to stop: behind the first newline that a brace follows, or may follow. */
  private int scan(int end) {
    byte[] bytes = buffer;
    for (int i = position; i < end; i++) {
      if (bytes[i] == '\n') {
        newlines++;
        if (cutting && (i + 1 >= limit || bytes[i + 1] == '{')) {
          afterNewline = true;
          return i + 1;
        }
      }
    }
    afterNewline = bytes[end - 1] == '\n';
    return end;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    int read = in.read(buffer, 0, buffer.length);
    if (read <= 0) {
      return false;
    }
    limit = read;
    return true;
  }
}
