package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.function.Supplier;

/** Takes values of the user's into a span, within limits; never throws. */
final class Capture {

  private static final int MOST_CHARS = 64 * 1024;

  private Capture() {}

  static void put(Span span, String key, Supplier<?> value) {
    if (!span.isRecording() || value == null) {
      return;
    }
    String text;
    try {
      text = String.valueOf(value.get());
    } catch (RuntimeException | StackOverflowError e) {
      text = "Unrepresentable: " + e.getClass().getName();
    }
    if (text.length() > MOST_CHARS) {
      span.setAttribute(AttributeKey.longKey(key + Keys.SIZE_SUFFIX), (long) text.length());
      text = text.substring(0, MOST_CHARS);
    }
    span.setAttribute(AttributeKey.stringKey(key), text);
  }
}
