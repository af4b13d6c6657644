package dev.sonde.ingest.tail;

/**
 * How far a file has been taken.
 *
 * @param key by which the system knows the file, also after it was renamed
 * @param head digest of its first bytes, in hexadecimal: another under the same key is another file
 * @param headBytes how many bytes that digest is of
 * @param taken bytes that were kept for good
 * @param offered where the piece ends that was handed over last; greater than {@code taken} where it is
 *     not known whether it was kept
 */
record Position(String key, String head, int headBytes, long taken, long offered) {

  static Position begin(String key) {
    return new Position(key, "", 0, 0, 0);
  }

  Position offering(long end) {
    return new Position(key, head, headBytes, taken, end);
  }

  Position kept(long end) {
    return new Position(key, head, headBytes, end, end);
  }

  Position withHead(String digest, int bytes) {
    return new Position(key, digest, bytes, taken, offered);
  }

  /** One line, without its end. */
  String text() {
    return String.join(
        "\t", key, head, String.valueOf(headBytes), String.valueOf(taken), String.valueOf(offered));
  }

  /**
   * Reads {@link #text} back.
   *
   * @throws IllegalArgumentException where it is none
   */
  static Position parse(String line) {
    String[] parts = line.split("\t", -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException("no position of a followed file: " + line);
    }
    return new Position(
        parts[0],
        parts[1],
        Integer.parseInt(parts[2]),
        Long.parseLong(parts[3]),
        Long.parseLong(parts[4]));
  }
}
