package dev.sonde.server.otlp;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bytes of a body, in an array that grows as they come: a length that is only said costs nothing. */
final class Content {

  private static final int FIRST = 64 * 1024;

  /** A length that was said is believed up to here before the bytes are there. */
  private static final int BELIEVED = 1024 * 1024;

  /** What is kept for the next body. */
  private static final int KEPT = 16 * 1024 * 1024;

  byte[] bytes = new byte[0];
  int length;

  /** Is told how many bytes there will be room for, before there is. */
  interface Growth {
    void to(int bytes) throws Flight.NoRoom;
  }

  /**
   * Reads to the end, or until there is more than the most.
   *
   * @param said how many there will be; -1 where that is not said
   * @return false where there is more
   */
  boolean fill(InputStream in, int most, long said, Growth growth)
      throws IOException, Flight.NoRoom {
    length = 0;
    int first = said < 0 ? FIRST : (int) Math.min(said + 1, BELIEVED);
    while (true) {
      if (length == bytes.length) {
        if (length > most) {
          return false;
        }
        int next = (int) Math.min(most + 1L, Math.max(first, 2L * length));
        growth.to(next);
        bytes = Arrays.copyOf(bytes, next);
      }
      int count = in.read(bytes, length, bytes.length - length);
      if (count < 0) {
        return length <= most;
      }
      length += count;
    }
  }

  /** Gives back what a large body took. */
  void shrink() {
    length = 0;
    if (bytes.length > KEPT) {
      bytes = new byte[0];
    }
  }
}
