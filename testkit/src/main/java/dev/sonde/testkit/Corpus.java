package dev.sonde.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The captures that tests read: resources under {@code corpus/}. */
public final class Corpus {

  /** The simulated runs; each has {@code spans.json.gz}, {@code otlp.jsonl.gz} and {@code truth.json}. */
  public static final List<String> SIMULATED =
      List.of("failures", "healthy", "serial_chain", "slow_worker", "transfer_bound");

  private Corpus() {}

  /**
   * The bytes of a capture as they lie there.
   *
   * @param path below {@code corpus/}, e.g. {@code simulated/healthy/spans.json.gz}
   */
  public static byte[] bytes(String path) {
    try (InputStream in = Corpus.class.getResourceAsStream("/corpus/" + path)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no capture " + path + " in the testkit");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of a gzipped capture, decompressed. */
  public static byte[] unzipped(String path) {
    try (InputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(bytes(path)))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies a capture into a folder, under its own last name. */
  public static Path copy(String path, Path folder) {
    try {
      return Files.write(folder.resolve(path.substring(path.lastIndexOf('/') + 1)), bytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Unpacks a capture that is folders of files: {@code files.txt} names them, and each is gzipped.
   *
   * @param path below {@code corpus/}
   * @return the folder that it was unpacked into
   */
  public static Path unpack(String path, Path into) {
    try {
      String names = new String(bytes(path + "/files.txt"), StandardCharsets.UTF_8);
      for (String name : names.lines().toList()) {
        Path file = into.resolve(name);
        Files.createDirectories(into.resolve(name.substring(0, name.lastIndexOf('/') + 1)));
        Files.write(file, unzipped(path + "/" + name + ".gz"));
      }
      return into;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
