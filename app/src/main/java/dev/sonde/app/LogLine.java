package dev.sonde.app;

import dev.sonde.model.Event;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.RecordJson;
import org.jspecify.annotations.Nullable;

/**
 * A log record on its way to be shown.
 *
 * @param source as the user named it
 * @param json the line of the stream that it came in
 */
record LogLine(String source, String json, Event event) {

  /** The record of a line; null where the line is a header, a trailer, or no event. */
  static @Nullable LogLine of(String source, String line) {
    if (line.startsWith("{\"sonde")) {
      return null;
    }
    try {
      return RecordJson.read(line) instanceof Event event ? new LogLine(source, line, event) : null;
    } catch (JsonFormatException e) {
      throw new Failure(
          ExitCode.UNREADABLE, "a log record of " + source + " cannot be read: " + e.getMessage());
    }
  }
}
