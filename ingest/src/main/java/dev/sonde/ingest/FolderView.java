package dev.sonde.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an importer may look at to recognise a folder.
 *
 * @param files right below the folder, by name
 */
public record FolderView(Path path, List<Path> files) {

  public FolderView {
    files = List.copyOf(files);
  }

  static FolderView of(Path folder) {
    return new FolderView(folder, Sources.filesOf(folder));
  }

  public List<String> names() {
    return files.stream().map(file -> file.getFileName().toString()).toList();
  }

  /** The beginning of a file, decompressed; null where there is none or it cannot be read. */
  public @Nullable Head head(String name) {
    if (!names().contains(name)) {
      return null;
    }
    Path file = path.resolve(name);
    try (RawInput raw = new RawInput(Sources.open(file), n -> {})) {
      InputStream content = Compression.seeThrough(raw, name, new Problems());
      byte[] bytes = content.readNBytes(Head.SIZE);
      return new Head(bytes, bytes.length < Head.SIZE);
    } catch (IOException | SourceException e) {
      return null;
    }
  }
}
