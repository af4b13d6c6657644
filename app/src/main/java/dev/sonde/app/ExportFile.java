package dev.sonde.app;

import dev.sonde.engine.export.Exporter;
import dev.sonde.engine.export.Format;
import dev.sonde.engine.export.Table;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The file of an export: under its name only once it is whole. */
final class ExportFile {

  private static final int BUFFER = 1 << 16;

  private ExportFile() {}

  /**
   * What was written.
   *
   * @param records null where only the server knows
   * @param bytes of the file
   */
  record Written(@Nullable Long records, long bytes) {}

  /** Refuses what would fail or harm, before anything is read. */
  static void check(String file, Format format, boolean force) {
    boolean parquet = format == Format.PARQUET;
    if (file.equals("-")) {
      if (parquet) {
        throw new Failure(
            ExitCode.USAGE, "parquet is no stream: name a file with -o FILE rather than -");
      }
      return;
    }
    Path path = Path.of(file);
    if (Files.isDirectory(path)) {
      throw new Failure(ExitCode.USAGE, file + " is a folder; name a file in it");
    }
    if (Files.exists(path) && !force) {
      throw new Failure(ExitCode.USAGE, file + " exists; --force replaces it");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new Failure(ExitCode.USAGE, "no folder " + folder + " to write " + file + " into");
    }
    if (parquet && file.endsWith(".gz")) {
      throw new Failure(ExitCode.USAGE, "parquet is compressed within; leave out .gz");
    }
  }

  static Written write(String file, Format format, Table table, Exporter exporter) {
    return place(
        file,
        part ->
            format == Format.PARQUET
                ? exporter.parquet(table, part)
                : text(part, file.endsWith(".gz"), out -> exporter.text(format, table, out)));
  }

  /** What a server sends. */
  static Written write(String file, Format format, RemoteExport export) {
    return place(
        file,
        part -> {
          if (format == Format.PARQUET) {
            export.bytes(part);
          } else {
            text(
                part,
                file.endsWith(".gz"),
                out -> {
                  export.text(out);
                  return 0;
                });
          }
          return export.records();
        });
  }

  private interface Filling {
    @Nullable Long into(Path part) throws IOException;
  }

  private static Written place(String file, Filling filling) {
    Path path = Path.of(file).toAbsolutePath();
    Path part =
        path.resolveSibling(path.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      Long records = filling.into(part);
      long bytes = Files.size(part);
      Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
      return new Written(records, bytes);
    } catch (IOException | UncheckedIOException e) {
      throw new Failure(ExitCode.CANNOT_START, "cannot write " + file + ": " + e.getMessage());
    } finally {
      deleteIfThere(part);
    }
  }

  private interface Writing {
    long to(Writer out) throws IOException;
  }

  private static long text(Path part, boolean gzip, Writing writing) throws IOException {
    try (OutputStream bytes = new BufferedOutputStream(Files.newOutputStream(part), BUFFER);
        Writer out =
            new OutputStreamWriter(
                gzip ? new GZIPOutputStream(bytes, BUFFER) : bytes, StandardCharsets.UTF_8)) {
      return writing.to(out);
    }
  }

  private static void deleteIfThere(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The export's own failure is what the user has to know.
    }
  }
}
