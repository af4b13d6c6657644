package dev.sonde.sdk.destination;

import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Readable lines on a stream that is not ours to close. */
final class Console implements Destination {

  private final OutputStream out;
  private final ReadableLine line;
  private final StringBuilder lines = new StringBuilder();

  Console(OutputStream out, ReadableLine line) {
    this.out = out;
    this.line = line;
  }

  @Override
  public void write(List<WideEvent> records) throws IOException {
    lines.setLength(0);
    for (WideEvent record : records) {
      lines.append(line.of(record));
    }
    out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
