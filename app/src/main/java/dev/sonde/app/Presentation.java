package dev.sonde.app;

import dev.sonde.engine.view.Shape;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an answer is to be shown, and how a source is to be read.
 *
 * @param width columns, 0 leaves it to what standard output is
 * @param format an importer's name, null to recognise sources by content
 * @param token that a server demands; null leaves it to the settings
 * @param follow whether to answer again whenever there is something new
 * @param most how long to follow; null is until it is interrupted
 */
record Presentation(
    boolean json,
    boolean csv,
    boolean explain,
    boolean noColor,
    boolean utc,
    int width,
    @Nullable String format,
    @Nullable String token,
    boolean follow,
    @Nullable Duration most) {

  Shape shape() {
    return json ? Shape.JSON : csv ? Shape.CSV : Shape.TEXT;
  }
}
