package dev.sonde.app;

import java.io.Writer;
import java.util.function.Consumer;

/** Hands over what is written, line by line. */
final class LineWriter extends Writer {

  private final Consumer<String> each;
  private final StringBuilder line = new StringBuilder();

  LineWriter(Consumer<String> each) {
    this.each = each;
  }

  @Override
  public void write(char[] text, int from, int length) {
    int start = from;
    for (int i = from; i < from + length; i++) {
      if (text[i] == '\n') {
        line.append(text, start, i - start);
        each.accept(line.toString());
        line.setLength(0);
        start = i + 1;
      }
    }
    line.append(text, start, from + length - start);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
