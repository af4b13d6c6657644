package dev.sonde.ingest.spark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines as slices of one buffer, which grows to the longest of them. Not safe for several threads. */
final class ByteLines {

  /** Longer lines are passed over: nothing that is mapped is that long. */
  static final int LONGEST = 64 * 1024 * 1024;

  private final InputStream stream;
  private byte[] buffer = new byte[256 * 1024];
  private int start;
  private int end;
  private int limit;
  private long base;
  private long number;
  private boolean ended;
  private boolean cut;
  private boolean capped;

  ByteLines(InputStream stream) {
    this.stream = stream;
  }

  /** Moves to the next line; false after the last. */
  boolean next() throws IOException {
    if (ended) {
      return false;
    }
    number++;
    capped = false;
    start = number == 1 ? 0 : end + 1;
    int at = start;
    while (true) {
      while (at < limit && buffer[at] != '\n') {
        at++;
      }
      if (at < limit) {
        end = at;
        return true;
      }
      at -= fill();
      if (ended) {
        end = limit;
        cut = start < limit;
        return cut;
      }
    }
  }

  /** Reads more; returns by how much what was there has moved to the front. */
  private int fill() throws IOException {
    int moved = Math.min(start, limit);
    if (limit - moved >= LONGEST) {
      capped = true;
      moved = limit;
    }
    System.arraycopy(buffer, moved, buffer, 0, limit - moved);
    base += moved;
    start = Math.max(0, start - moved);
    limit -= moved;
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = stream.read(buffer, limit, buffer.length - limit);
    ended = count < 0;
    limit += Math.max(0, count);
    return moved;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return end - start;
  }

  boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Of the current line, from 1. */
  long number() {
    return number;
  }

  /** Bytes up to the end of the current line. */
  long offset() {
    return base + end;
  }

  /** Whether the current line is the last and has no line break. */
  boolean isCut() {
    return cut;
  }

  /** Whether the beginning of the current line was passed over, as it is too long. */
  boolean isCapped() {
    return capped;
  }
}
