package dev.sonde.ingest.tail;

import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Batch;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.model.WideEvent;
import dev.sonde.model.redact.Redactor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** One file that is followed, held open so that its end can still be read when it is removed. */
final class Followed {

  /** As much as is decoded at once: some thousand spans. */
  static final int PIECE = 1 << 20;

  /** Longer lines are passed over, as no request may be longer either. */
  static final int LONGEST_LINE = 64 << 20;

  private static final int HEAD = 1024;

  private final FileChannel channel;
  private final Importer importer;
  private final Redactor redactor = new Redactor();
  private Path path;
  private Position position;
  private boolean done;

  Followed(Path path, FileChannel channel, Importer importer, Position position) {
    this.path = path;
    this.channel = channel;
    this.importer = importer;
    this.position = position;
  }

  String key() {
    return position.key();
  }

  Path path() {
    return path;
  }

  /** It was renamed, or is where it was. */
  void foundAt(Path where) {
    path = where;
  }

  /** Whether it is gone and all of it was taken. */
  boolean isDone() {
    return done;
  }

  /**
   * Hands over what there is; whether there was anything.
   *
   * @param last whether the file is gone, so that a line without an end will not get one
   */
  boolean advance(Positions positions, Chunk.Taker taker, Problems problems, boolean last)
      throws IOException {
    if (isAnother()) {
      position = Position.begin(key());
    }
    boolean any = false;
    while (true) {
      byte[] piece = next(last);
      if (piece.length == 0) {
        done = last;
        return any;
      }
      long end = position.taken() + piece.length;
      if (piece.length > LONGEST_LINE) {
        problems.reject(
            Problem.Code.CAPPED, where(end), "a line of more than " + LONGEST_LINE + " bytes");
      } else {
        if (position.headBytes() == 0) {
          int bytes = Math.min(HEAD, piece.length);
          position = position.withHead(digest(read(0, bytes)), bytes);
        }
        position = position.offering(end);
        positions.put(position);
        if (!taker.take(chunk(piece, end, last))) {
          return any;
        }
      }
      position = position.kept(end);
      positions.put(position);
      any = true;
    }
  }

  private String where(long end) {
    return path + ", bytes " + position.taken() + " to " + end;
  }

  /** Whether the file was cut off, or written anew under the same key. */
  private boolean isAnother() throws IOException {
    long size = channel.size();
    return size < position.taken()
        || (position.headBytes() > 0
            && size >= position.headBytes()
            && !digest(read(0, position.headBytes())).equals(position.head()));
  }

  /** The next whole lines, one line at least; empty where there is none yet. */
  private byte[] next(boolean last) throws IOException {
    long from = position.taken();
    long size = channel.size();
    if (position.offered() > from && position.offered() <= size) {
      // It is not known whether this piece was kept: the same again, so that its digest tells.
      return read(from, (int) (position.offered() - from));
    }
    for (int length = PIECE; ; length *= 2) {
      byte[] bytes = read(from, (int) Math.min(length, size - from));
      int lines = end(bytes);
      if (lines > 0) {
        return lines == bytes.length ? bytes : Arrays.copyOf(bytes, lines);
      }
      if (bytes.length < length) {
        return last ? bytes : new byte[0];
      }
      if (length > LONGEST_LINE) {
        return bytes;
      }
    }
  }

  /** Behind the last line break, 0 where there is none. */
  private static int end(byte[] bytes) {
    for (int i = bytes.length; i > 0; i--) {
      if (bytes[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }

  private byte[] read(long from, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(Math.max(0, length));
    while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) >= 0) {
      // A channel may give less than there is.
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private Chunk chunk(byte[] piece, long end, boolean last) throws IOException {
    String where = where(end);
    List<WideEvent> records = new ArrayList<>();
    // A stream that goes on has no trailer yet, and lines are handed over whole: nothing is cut
    // here.
    Problems found = new Problems();
    importer.read(
        new Input(where, new ByteArrayInputStream(piece)),
        redactor.before(batch -> {
          records.addAll(batch.records());
          return Receipt.stored(batch.size());
        }),
        found);
    ByteBuffer digest =
        ByteBuffer.wrap(
            hash((key() + "\t" + position.taken() + "\t").getBytes(StandardCharsets.UTF_8), piece));
    return new Chunk(
        where,
        importer.format(),
        new Batch(records),
        digest.getLong(),
        digest.getLong(),
        piece.length,
        last ? found : found.without(Problem.Code.TRUNCATED));
  }

  static String digest(byte[] bytes) {
    return HexFormat.of().formatHex(hash(bytes, new byte[0]), 0, 16);
  }

  private static byte[] hash(byte[] first, byte[] then) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(first);
      return digest.digest(then);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // It was only read.
    }
  }
}
