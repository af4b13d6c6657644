package dev.sonde.ingest;

import java.nio.file.Path;
import java.util.List;

/** One thing to read: a file, or a folder whose files only make sense together. */
public sealed interface Source {

  /** The path as the user gave it, or below that. */
  Path path();

  /** Every file that its content depends on. */
  List<Path> files();

  /** A file, or standard input. */
  record Single(Path path) implements Source {

    @Override
    public List<Path> files() {
      return List.of(path);
    }
  }

  /**
   * A folder that an importer has claimed.
   *
   * @param files those of the folder that belong to the format, by name
   */
  record Folder(Path path, List<Path> files, FolderImporter importer) implements Source {

    public Folder {
      files = List.copyOf(files);
    }
  }
}
