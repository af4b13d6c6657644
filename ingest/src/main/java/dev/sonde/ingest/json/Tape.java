package dev.sonde.ingest.json;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that remembers the last bytes it gave, so that a reader can go back to where it met damage.
 * Not safe for several threads.
 */
public final class Tape extends InputStream {

  /** How far back {@link #moveTo} reaches at least; more than any parser reads ahead. */
  static final int KEPT = 64 * 1024;

  private final InputStream source;
  private final byte[] buffer = new byte[4 * KEPT];

  /** Offset in the source of the buffer's first byte. */
  private long base;

  private int position;
  private int limit;
  private boolean ended;

  public Tape(InputStream source) {
    this.source = source;
  }

  private boolean fill() throws IOException {
    while (position == limit && !ended) {
      if (limit == buffer.length) {
        System.arraycopy(buffer, limit - KEPT, buffer, 0, KEPT);
        base += limit - KEPT;
        position = KEPT;
        limit = KEPT;
      }
      int count = source.read(buffer, limit, buffer.length - limit);
      ended = count < 0;
      limit += Math.max(count, 0);
    }
    return position < limit;
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, limit - position);
    System.arraycopy(buffer, position, bytes, offset, count);
    position += count;
    return count;
  }

  /** How many bytes of the source were given so far. */
  public long offset() {
    return base + position;
  }

  public boolean isAtEnd() throws IOException {
    return !fill();
  }

  /** Goes to a place in the source, as far back as is remembered. */
  public void moveTo(long offset) {
    position = Math.clamp(offset - base, 0, limit);
  }

  /**
   * Moves to the next <code>{"</code>, spaces between them allowed.
   *
   * @return whether there was one before the end
   */
  public boolean seekObject() throws IOException {
    long brace = -1;
    while (fill()) {
      byte b = buffer[position];
      if (b == '{') {
        brace = offset();
      } else if (b == '"' && brace >= base) {
        moveTo(brace);
        return true;
      } else if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
        brace = -1;
      }
      position++;
    }
    return false;
  }
}
