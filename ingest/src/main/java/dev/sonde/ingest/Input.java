package dev.sonde.ingest;

import java.io.InputStream;

/**
 * An opened source.
 *
 * @param name how messages call it: the path as the user gave it, {@code -} for standard input
 * @param stream the content, decompressed; closed by whoever opened it
 */
public record Input(String name, InputStream stream) {

  /** {@code name, byte N}: where something is in this source. */
  public String atByte(long offset) {
    return name + ", byte " + offset;
  }

  /** {@code name, line N}, counted from 1. */
  public String atLine(long line) {
    return name + ", line " + line;
  }
}
