package dev.sonde.ingest;

import java.nio.file.Path;
import java.util.List;

/**
 * What a source consists of.
 *
 * @param files to be read, in this order; never empty
 * @param left files of a folder that are not telemetry, or empty
 */
public record Contents(List<Path> files, List<Path> left) {

  public Contents {
    files = List.copyOf(files);
    left = List.copyOf(left);
  }
}
