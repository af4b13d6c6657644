package dev.sonde.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A source as it lies on disk: counts and digests what is read, tells the progress, and lets a
 * decompressor look into its buffer and give back what it did not need.
 */
final class RawInput extends InputStream {

  private static final long PROGRESS_NANOS = 100_000_000;

  private final InputStream source;
  private final LongConsumer progress;
  private final Digest digest = new Digest();
  private long told;
  private long received;
  private boolean ended;
  private @Nullable IOException failure;

  /** The window onto the source; {@code position} to {@code limit} is not consumed yet. */
  final byte[] buffer = new byte[128 * 1024];

  int position;
  int limit;

  RawInput(InputStream source, LongConsumer progress) {
    this.source = source;
    this.progress = progress;
    this.told = System.nanoTime();
  }

  /** Whether there is a byte in the buffer, after reading more where there was none. */
  boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    if (ended) {
      return false;
    }
    int count;
    try {
      count = source.read(buffer, 0, buffer.length);
    } catch (IOException e) {
      failure = e;
      throw e;
    }
    position = 0;
    limit = Math.max(count, 0);
    if (count <= 0) {
      ended = true;
      return false;
    }
    received += count;
    digest.update(buffer, 0, count);
    tell();
    return true;
  }

  /** Moves all that is buffered to the front and reads until {@code count} bytes are there, or the end. */
  int peek(int count) throws IOException {
    while (limit - position < count && !ended) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
      int more;
      try {
        more = source.read(buffer, limit, buffer.length - limit);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
      if (more <= 0) {
        ended = true;
      } else {
        digest.update(buffer, limit, more);
        received += more;
        limit += more;
      }
    }
    return Math.min(count, limit - position);
  }

  private void tell() {
    long now = System.nanoTime();
    if (now - told >= PROGRESS_NANOS) {
      told = now;
      progress.accept(received);
    }
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

  /** Zero at the end of the source only: zstd-jni takes it for a hint whether to go on. May wait. */
  @Override
  public int available() throws IOException {
    return fill() ? limit - position : 0;
  }

  /** Bytes that were consumed, so: where in the source the reader is. */
  long consumed() {
    return received - (limit - position);
  }

  /** The source's own failure, if there was one; a decompressor's complaint is not that. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Reads to the end, so that digest and length are those of the whole source. */
  void drain() throws IOException {
    do {
      position = limit;
    } while (fill());
    progress.accept(received);
  }

  long received() {
    return received;
  }

  String digest() {
    return digest.hex();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
