package dev.sonde.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** A folder that is read as one: opens its files one by one, and keeps the books over all of them. */
public final class FolderInput {

  /** Takes in the content of one file. */
  public interface Reader {
    void read(Input input) throws IOException;
  }

  private final Path folder;
  private final Map<String, Path> files = new TreeMap<>();
  private final Map<String, String> digests = new TreeMap<>();
  private final Problems problems;
  private final LongConsumer progress;
  private long received;

  FolderInput(Source.Folder source, Problems problems, LongConsumer progress) {
    this.folder = source.path();
    this.problems = problems;
    this.progress = progress;
    source.files().forEach(file -> files.put(file.getFileName().toString(), file));
  }

  /** How messages call the folder. */
  public String name() {
    return folder.toString();
  }

  /** The folder's own name, without what it lies in. */
  public String lastName() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? name() : last.toString();
  }

  /** Reads a file, decompressed; does nothing where it is missing. */
  public void read(String name, Reader reader) throws IOException {
    Path file = files.get(name);
    if (file == null) {
      return;
    }
    long before = received;
    try (RawInput raw = new RawInput(Sources.open(file), n -> progress.accept(before + n))) {
      reader.read(
          new Input(file.toString(), Compression.seeThrough(raw, file.toString(), problems)));
      raw.drain();
      if (digests.put(name, raw.digest()) == null) {
        received += raw.received();
      }
    }
  }

  /** Takes files into account that the importer had no use for. */
  void drain() throws IOException {
    for (String name : files.keySet()) {
      if (!digests.containsKey(name)) {
        read(name, input -> {});
      }
    }
  }

  long received() {
    return received;
  }

  /** Of names and contents of all files that were read. */
  String digest() {
    Digest all = new Digest();
    digests.forEach((name, digest) -> {
      byte[] line = (name + "\n" + digest + "\n").getBytes(StandardCharsets.UTF_8);
      all.update(line, 0, line.length);
    });
    return all.hex();
  }
}
