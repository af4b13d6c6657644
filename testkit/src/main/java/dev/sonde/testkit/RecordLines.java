package dev.sonde.testkit;

import dev.sonde.model.RecordJson;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Records as lines of JSON, which are read as any capture. */
public final class RecordLines {

  private RecordLines() {}

  /**
   * Writes a file.
   *
   * @param records hands over all of them
   * @return how many spans there are
   */
  public static long write(Path file, Consumer<Consumer<WideEvent>> records) {
    long[] spans = {0};
    StringBuilder line = new StringBuilder();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      records.accept(record -> {
        line.setLength(0);
        RecordJson.write(record, line);
        spans[0] += record instanceof Span ? 1 : 0;
        try {
          out.append(line).append('\n');
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return spans[0];
  }
}
