package dev.sonde.ingest;

import dev.sonde.model.Problem;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What a decompressor gives, up to where the compressed data is cut or damaged: from there on it is
 * the end, and a problem says so. Only a failure of the source itself gets through as one.
 */
final class KeptInput extends FilterInputStream {

  private final RawInput raw;
  private final String name;
  private final Problems problems;
  private boolean ended;

  KeptInput(InputStream decompressed, RawInput raw, String name, Problems problems) {
    super(decompressed);
    this.raw = raw;
    this.name = name;
    this.problems = problems;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (ended && length > 0) {
      return -1;
    }
    try {
      int count = in.read(bytes, offset, length);
      ended = count < 0;
      return count;
    } catch (IOException e) {
      if (raw.failure() != null) {
        throw e;
      }
      ended = true;
      note(e);
      return -1;
    }
  }

  private void note(IOException e) throws IOException {
    boolean cut = e instanceof EOFException || !raw.fill();
    String where = name + ", compressed byte " + raw.consumed();
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    problems.note(
        cut ? Problem.Code.TRUNCATED : Problem.Code.MALFORMED,
        where,
        (cut ? "the file ends too early: " : "the compressed data is damaged: ") + message);
  }
}
