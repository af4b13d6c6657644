package dev.sonde.app.run;

import dev.sonde.model.WideEvent;
import dev.sonde.model.otlp.OtlpJsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Keeps a run as OTLP JSON lines in a file of its own, which every view reads. */
final class FileSink implements RunSink {

  private final Path file;

  FileSink(Path file) {
    this.file = file;
  }

  @Override
  public void send(List<WideEvent> records) throws IOException {
    StringBuilder lines = new StringBuilder();
    OtlpJsonWriter.write(records, lines);
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.write(
        file,
        lines.toString().getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
