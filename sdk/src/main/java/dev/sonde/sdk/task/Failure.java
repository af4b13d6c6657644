package dev.sonde.sdk.task;

import dev.sonde.sdk.own.Complaints;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/** How a span says that its work failed. For the SDK's own parts. */
public final class Failure {

  private Failure() {}

  /** Never throws; nothing to do where there is no span, and little where there is no cause. */
  public static void put(@Nullable Span span, @Nullable Throwable why) {
    if (span == null) {
      return;
    }
    String message = null;
    if (why != null) {
      try {
        message = why.getMessage();
        span.setAttribute(Fields.ERROR_TYPE, why.getClass().getName());
        span.recordException(why);
      } catch (RuntimeException | StackOverflowError e) {
        // An exception of the user's whose own methods throw.
        Complaints.say("an exception that cannot be read", String.valueOf(e.getClass()));
      }
    }
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
  }
}
