package dev.sonde.app.run;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into lines, however it comes. A line ends with LF or CR LF; a CR alone does
 * not end one, so what a progress bar draws over itself is one line, of which the last state is kept.
 */
final class LineSplitter {

  /** Of a line as it is kept, in bytes. */
  static final int LONGEST = 16 << 10;

  /** Of a line that is no text. */
  static final int LONGEST_BINARY = 256;

  /** Takes lines as they are complete. */
  interface Lines {
    /**
     * @param text without its end; undecodable bytes replaced
     * @param sizeBytes of the whole line, of which {@code text} may be the beginning
     * @param binary whether there is a NUL in it, or much that is no UTF-8
     */
    void line(String text, long sizeBytes, boolean binary);
  }

  private final Lines lines;
  private byte[] kept = new byte[256];
  private int length;
  private long sizeBytes;
  private boolean binary;
  private boolean returned;

  LineSplitter(Lines lines) {
    this.lines = lines;
  }

  void accept(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        end();
      } else {
        if (returned && b != '\r') {
          // Drawn over from the left.
          length = 0;
          returned = false;
          sizeBytes++;
        }
        if (b == '\r') {
          returned = true;
        } else {
          keep(b);
          sizeBytes++;
          binary |= b == 0;
        }
      }
    }
  }

  /** The stream is over; what has no end of line is a line too. */
  void finish() {
    if (sizeBytes > 0 || returned) {
      end();
    }
  }

  private void keep(byte b) {
    if (length < LONGEST) {
      if (length == kept.length) {
        kept = Arrays.copyOf(kept, Math.min(LONGEST, length * 2));
      }
      kept[length++] = b;
    }
  }

  private void end() {
    String text = new String(kept, 0, whole(), StandardCharsets.UTF_8);
    binary |= isNoise(text);
    if (binary) {
      text = new String(kept, 0, Math.min(length, LONGEST_BINARY), StandardCharsets.UTF_8);
    }
    lines.line(text, sizeBytes, binary);
    length = 0;
    sizeBytes = 0;
    binary = false;
    returned = false;
  }

  /** A stray byte may be another encoding's letter; one character in ten is no text of any. */
  private static boolean isNoise(String text) {
    long unknown = text.chars().filter(c -> c == '\ufffd').count();
    return unknown > 3 && unknown * 10 > text.length();
  }

  /** As much as is there without cutting a character in two. */
  private int whole() {
    if (length < LONGEST) {
      return length;
    }
    int cut = length;
    while (cut > length - 4 && (kept[cut - 1] & 0xc0) == 0x80) {
      cut--;
    }
    return (kept[cut - 1] & 0xc0) == 0xc0 ? cut - 1 : length;
  }
}
