package dev.sonde.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What a path that a user named consists of.
 *
 * @param sources to be read, in this order; never empty
 * @param left files of a folder that are not telemetry, or empty
 */
public record Contents(List<Source> sources, List<Path> left) {

  public Contents {
    sources = List.copyOf(sources);
    left = List.copyOf(left);
  }

  static Contents of(Source only) {
    return new Contents(List.of(only), List.of());
  }

  /** The files of all sources. */
  public List<Path> files() {
    return sources.stream().flatMap(source -> source.files().stream()).toList();
  }
}
