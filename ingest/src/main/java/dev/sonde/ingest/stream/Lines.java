package dev.sonde.ingest.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8 with their numbers and offsets, and whether the last one was ended. */
final class Lines {

  private final InputStream stream;
  private final byte[] buffer = new byte[64 * 1024];
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private int position;
  private int limit;
  private long number;
  private long offset;
  private boolean cut;

  Lines(InputStream stream) {
    this.stream = stream;
  }

  /** The next line without its end, null after the last. */
  @Nullable String next() throws IOException {
    number++;
    while (true) {
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      begun.write(buffer, position, end - position);
      offset += end - position;
      position = end;
      if (end < limit) {
        position++;
        offset++;
        return take();
      }
      limit = Math.max(0, stream.read(buffer, 0, buffer.length));
      position = 0;
      if (limit == 0) {
        cut = begun.size() > 0;
        return cut ? take() : null;
      }
    }
  }

  private String take() {
    String line = begun.toString(StandardCharsets.UTF_8);
    begun.reset();
    return line;
  }

  /** Of the line that was returned last, from 1. */
  long number() {
    return number;
  }

  /** Bytes up to the end of the line that was returned last. */
  long offset() {
    return offset;
  }

  /** Whether the line that was returned last is the last and has no line break. */
  boolean cut() {
    return cut;
  }
}
