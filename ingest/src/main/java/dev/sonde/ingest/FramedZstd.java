package dev.sonde.ingest;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import dev.sonde.model.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Messages that were compressed one by one with zstd, each behind its compressed length in four bytes,
 * most significant first: what the OpenTelemetry Collector's file exporter writes with {@code
 * compression: zstd}. No tool undoes that, so it is undone here: JSON comes out as lines, anything else
 * behind its own length in four bytes, which is how the same exporter writes without compression.
 */
final class FramedZstd extends InputStream {

  /** The most that a message may have, compressed or not, in bytes. */
  private static final int MOST = 64 * 1024 * 1024;

  private final RawInput raw;
  private final String name;
  private final Problems problems;
  private ByteBuffer message = ByteBuffer.allocate(0);
  private boolean ended;

  FramedZstd(RawInput raw, String name, Problems problems) {
    this.raw = raw;
    this.name = name;
    this.problems = problems;
  }

  /** A length of less than 64 MiB, and the mark of a frame after it. */
  static boolean begins(byte[] bytes, int at, int count) {
    return count >= 8
        && bytes[at] >= 0
        && bytes[at] < 4
        && bytes[at + 4] == 0x28
        && bytes[at + 5] == (byte) 0xb5
        && bytes[at + 6] == 0x2f
        && bytes[at + 7] == (byte) 0xfd;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (length > 0 && !message.hasRemaining() && !ended) {
      next();
    }
    if (length > 0 && !message.hasRemaining()) {
      return -1;
    }
    int count = Math.min(length, message.remaining());
    message.get(bytes, offset, count);
    return count;
  }

  private void next() throws IOException {
    long begin = raw.consumed();
    byte[] length = raw.readNBytes(4);
    if (length.length == 0) {
      ended = true;
      return;
    }
    int size = length.length < 4 ? 0 : ByteBuffer.wrap(length).getInt();
    if (size < 0 || size > MOST) {
      ended = true;
      note(Problem.Code.CAPPED, begin, "a message of more than 64 MiB; reading ends before it");
      return;
    }
    byte[] packed = raw.readNBytes(size);
    if (length.length < 4 || packed.length < size) {
      throw new EOFException("the last of its messages is cut");
    }
    unpack(packed, begin + 4);
  }

  private void unpack(byte[] packed, long begin) {
    long size = Zstd.getFrameContentSize(packed);
    if (size > MOST) {
      note(
          Problem.Code.CAPPED,
          begin,
          "a message of " + size + " bytes, of which 64 MiB are the most");
      return;
    }
    try {
      // A frame need not say its size; one that is smaller than a block always does.
      byte[] content =
          size >= 0
              ? Zstd.decompress(packed, (int) size)
              : Zstd.decompress(packed, (int) Math.min(MOST, 256L * packed.length + 1024));
      message = framed(content);
    } catch (ZstdException e) {
      note(Problem.Code.MALFORMED, begin, "a message cannot be decompressed: " + e.getMessage());
    }
  }

  private static ByteBuffer framed(byte[] content) {
    if (content.length > 0 && (content[0] == '{' || content[0] == '[')) {
      byte[] line = Arrays.copyOf(content, content.length + 1);
      line[content.length] = '\n';
      return ByteBuffer.wrap(line);
    }
    return ByteBuffer.allocate(4 + content.length).putInt(content.length).put(content).flip();
  }

  private void note(Problem.Code code, long at, String what) {
    problems.note(code, name + ", compressed byte " + at, what);
  }

  @Override
  public void close() throws IOException {
    raw.close();
  }
}
