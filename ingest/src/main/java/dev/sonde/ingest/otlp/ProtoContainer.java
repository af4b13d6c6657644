package dev.sonde.ingest.otlp;

import org.jspecify.annotations.Nullable;

/** How a file holds its messages. */
enum ProtoContainer {
  /** Nothing around it: one message, or several that follow each other and so are one. */
  BARE,
  /** Before each message its length as a varint: protobuf's own delimited form. */
  VARINT,
  /** Before each message its length in four bytes, most significant first: the Collector's files. */
  BIG_ENDIAN;

  /**
   * Recognises a container by the first message in it; null where there is none.
   *
   * @param length how many of the bytes are the source's
   */
  static @Nullable ProtoContainer of(byte[] head, int length) {
    if (length >= 4 && head[0] >= 0 && head[0] <= 4) {
      long size = Numbers.bigEndian(head, 0, 4);
      if (isRequest(head, 4, clamped(4, size, length))) {
        return BIG_ENDIAN;
      }
    }
    if (isRequest(head, 0, length)) {
      return BARE;
    }
    ProtoReader in = new ProtoReader();
    in.begin(head, 0, length, 0);
    try {
      long size = in.varint();
      return isRequest(head, in.position(), clamped(in.position(), size, length)) ? VARINT : null;
    } catch (ProtoReader.Damage e) {
      return null;
    }
  }

  private static int clamped(int from, long size, int length) {
    return size < 0 || size > length - from ? length : from + (int) size;
  }

  /** Whether an entry of a resource begins here, in which a record can be told or a key be read. */
  private static boolean isRequest(byte[] bytes, int from, int to) {
    ProtoReader in = new ProtoReader();
    in.begin(bytes, from, to, 0);
    try {
      if (in.tag() != ((1 << 3) | ProtoReader.BYTES)) {
        return false;
      }
      in.enterWhatIsThere();
      int start = in.position();
      int end = in.limit();
      return ProtoSignals.ofEntry(bytes, start, end).signal() != null || isResource(in);
    } catch (ProtoReader.Damage e) {
      return false;
    }
  }

  /** A resource with a key in printable characters, where what follows it is out of sight. */
  private static boolean isResource(ProtoReader in) throws ProtoReader.Damage {
    for (int level = 0; level < 3; level++) {
      if (in.tag() != ((1 << 3) | ProtoReader.BYTES)) {
        return false;
      }
      if (level < 2) {
        in.enterWhatIsThere();
      }
    }
    int length = in.length();
    for (int i = in.position(); i < in.position() + length; i++) {
      if (in.bytes()[i] < ' ') {
        return false;
      }
    }
    return length > 0;
  }
}
