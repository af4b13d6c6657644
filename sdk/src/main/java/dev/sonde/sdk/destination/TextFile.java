package dev.sonde.sdk.destination;

import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Readable lines in a file; one that somebody removed begins anew. */
final class TextFile implements Destination {

  private final Path file;
  private final long maxBytes;
  private final ReadableLine line =
      new ReadableLine("yyyy-MM-dd HH:mm:ss.SSSxxx", ZoneId.systemDefault(), false);
  private final StringBuilder lines = new StringBuilder();
  private @Nullable OutputStream out;
  private long bytes;

  TextFile(Path file, long maxBytes) {
    this.file = file;
    this.maxBytes = maxBytes;
  }

  @Override
  public void write(List<WideEvent> records) throws IOException {
    lines.setLength(0);
    for (WideEvent record : records) {
      lines.append(line.of(record));
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    OutputStream open = open();
    try {
      open.write(text);
    } catch (IOException e) {
      close();
      throw e;
    }
    bytes += text.length;
    if (bytes > maxBytes) {
      close();
      Files.move(
          file,
          file.resolveSibling(file.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private OutputStream open() throws IOException {
    OutputStream open = out;
    if (open != null && Files.exists(file)) {
      return open;
    }
    close();
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    open = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    bytes = Files.size(file);
    out = open;
    return open;
  }

  @Override
  public void close() throws IOException {
    OutputStream open = out;
    out = null;
    if (open != null) {
      open.close();
    }
  }
}
