package dev.sonde.ingest;

import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.List;

/** Reads one foreign format that is a folder of files; else as an {@link Importer}. */
public interface FolderImporter {

  /** The name that answers show and {@code --format} takes. */
  String format();

  /** What it reads, in one line for people. */
  String purpose();

  /**
   * The names of the files that make up the source, if the folder's content shows that it is of this
   * format; empty otherwise. Never throws.
   */
  List<String> claim(FolderView folder);

  /**
   * Reads the files that were claimed, in bounded memory. Whatever cannot be understood is counted in
   * {@code problems}; damage of one file does not keep the others from being read.
   *
   * @throws IOException only where a file itself fails to be read
   */
  void read(FolderInput folder, EventSink sink, Problems problems) throws IOException;
}
