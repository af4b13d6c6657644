package dev.sonde.sdk.destination;

import dev.sonde.model.RecordJson;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One process's file in a pool: Sonde's own streams (docs/formats/sonde-stream.md), each line whole in
 * itself, so that a file can be read while it is written, after a kill, and in any part.
 */
final class Pool implements Destination {

  private final Path file;
  private final StringBuilder lines = new StringBuilder();
  private @Nullable OutputStream out;

  Pool(Path folder) throws IOException {
    Files.createDirectories(folder);
    file = folder.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID() + ".jsonl");
  }

  @Override
  public void write(List<WideEvent> records) throws IOException {
    OutputStream open = out;
    if (open == null) {
      open = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      out = open;
    }
    lines.setLength(0);
    for (WideEvent record : records) {
      RecordJson.write(record, lines);
      lines.append('\n');
    }
    open.write(lines.toString().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    OutputStream open = out;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public boolean wantsOpenSpans() {
    return true;
  }
}
