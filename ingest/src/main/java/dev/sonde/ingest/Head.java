package dev.sonde.ingest;

import java.nio.charset.StandardCharsets;

/**
 * The beginning of a source, after decompression.
 *
 * @param bytes not to be changed
 * @param whole whether the source ends with these bytes
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Shared read-only by all importers; equality is not used.
public record Head(byte[] bytes, boolean whole) {

  /** How much of a source is looked at to recognise it, in bytes. */
  public static final int SIZE = 64 * 1024;

  /** The bytes as text; a character that is cut at the end is replaced. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
