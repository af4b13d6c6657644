package dev.sonde.ingest;

import dev.sonde.model.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Gzip of any number of members. The JDK's own stream takes a member that is cut within its header, or
 * anything else after a member, for the end and says nothing; here every byte is accounted for.
 */
final class GzipInput extends InputStream {

  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final RawInput raw;
  private final Problems problems;
  private final String name;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private boolean inMember;
  private boolean ended;

  GzipInput(RawInput raw, String name, Problems problems) {
    this.raw = raw;
    this.name = name;
    this.problems = problems;
  }

  static boolean begins(byte[] bytes, int offset, int count) {
    return count >= 2 && bytes[offset] == 0x1f && bytes[offset + 1] == (byte) 0x8b;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    // readNBytes asks for nothing once it has enough.
    while (!ended && length > 0) {
      if (!inMember && !nextMember()) {
        ended = true;
        break;
      }
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        crc.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return length == 0 ? 0 : -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    if (inflater.needsInput() && !inflater.finished()) {
      if (!raw.fill()) {
        throw new EOFException("the gzip data is cut");
      }
      inflater.setInput(raw.buffer, raw.position, raw.limit - raw.position);
    }
    try {
      int count = inflater.inflate(bytes, offset, length);
      raw.position = raw.limit - inflater.getRemaining();
      if (inflater.needsDictionary()) {
        throw new ZipException("the gzip data asks for a dictionary");
      }
      return count;
    } catch (DataFormatException e) {
      raw.position = raw.limit - inflater.getRemaining();
      throw new ZipException("the gzip data is damaged: " + e.getMessage());
    }
  }

  private boolean nextMember() throws IOException {
    int seen = raw.peek(2);
    if (seen == 0) {
      return false;
    }
    if (!begins(raw.buffer, raw.position, seen)) {
      return leaveRest(seen);
    }
    long begin = raw.consumed();
    skip(2);
    if (next() != 8) {
      throw new ZipException("gzip member at byte " + begin + " is not compressed by deflate");
    }
    int flags = next();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | next() << 8);
    }
    for (int text : new int[] {NAME, COMMENT}) {
      while ((flags & text) != 0 && next() != 0) {
        // Up to the zero that ends the name or comment.
      }
    }
    skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    inflater.reset();
    crc.reset();
    inMember = true;
    return true;
  }

  /** Zeros are padding, as tapes and block devices add it; a single half magic is a cut; else garbage. */
  private boolean leaveRest(int seen) throws IOException {
    long begin = raw.consumed();
    if (seen == 1 && raw.buffer[raw.position] == 0x1f) {
      throw new EOFException("the gzip data is cut");
    }
    boolean zeros = true;
    while (raw.fill()) {
      zeros &= raw.buffer[raw.position++] == 0;
    }
    if (!zeros) {
      String rest =
          raw.consumed() - begin + " bytes after the gzip data are not gzip and were left";
      problems.note(Problem.Code.MALFORMED, name + ", compressed byte " + begin, rest);
    }
    return false;
  }

  private void endMember() throws IOException {
    inMember = false;
    long sum = word();
    long length = word();
    if (sum != crc.getValue() || length != (inflater.getBytesWritten() & 0xffffffffL)) {
      problems.note(
          Problem.Code.MALFORMED,
          name + ", compressed byte " + (raw.consumed() - 8),
          "the checksum of the gzip data does not fit; its content may be damaged");
    }
  }

  private long word() throws IOException {
    return next() | next() << 8 | next() << 16 | (long) next() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private int next() throws IOException {
    int b = raw.read();
    if (b < 0) {
      throw new EOFException("the gzip data is cut");
    }
    return b;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    raw.close();
  }
}
