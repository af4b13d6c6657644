package dev.sonde.engine.activity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Finds the stack trace that was recorded among the moments of a span. */
public final class Exceptions {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String STACK = "exception.stacktrace";

  private Exceptions() {}

  /**
   * The last stack trace: of a chain, the outermost is recorded last.
   *
   * @param moments as JSON text, null where the span has none
   */
  public static @Nullable String stack(@Nullable String moments) {
    if (moments == null || !moments.contains(STACK)) {
      return null;
    }
    String stack = null;
    try (JsonParser parser = FACTORY.createParser(moments)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME && parser.currentName().equals(STACK)) {
          stack = parser.nextTextValue();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the moments of a span are no JSON", e);
    }
    return stack;
  }
}
