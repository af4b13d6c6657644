package dev.sonde.ingest.spark;

import dev.sonde.model.Attributes;
import dev.sonde.model.Span;
import dev.sonde.model.vocabulary.Keys;
import org.jspecify.annotations.Nullable;

/** How an attempt, a stage or a job ended. */
record Failure(Span.Status status, String message) {

  static final Failure NONE = new Failure(Span.Status.UNSET, "");
  static final Failure SUCCESS = new Failure(Span.Status.OK, "");

  static Failure error(String message) {
    return new Failure(Span.Status.ERROR, message);
  }

  /** Reads why a task ended, and puts what was thrown where conventions want it. */
  static Failure of(Attributes reason, Attributes.Builder attributes) {
    String word = reason.text("Reason");
    if (word == null) {
      return NONE;
    } else if (word.equals("Success")) {
      return SUCCESS;
    }
    String message = message(reason);
    if (word.equals("TaskKilled") && message != null && message.contains("another attempt")) {
      // The slower of two copies: the task did not fail.
      return NONE;
    }
    String thrown = reason.text("Class Name");
    attributes.put(Keys.ERROR_TYPE, thrown == null ? word : thrown);
    if (thrown != null) {
      attributes.put(Keys.EXCEPTION_TYPE, thrown);
      put(attributes, Keys.EXCEPTION_MESSAGE, message);
      put(attributes, Keys.EXCEPTION_STACKTRACE, reason.text("Full Stack Trace"));
    }
    String type = thrown == null ? word : thrown;
    return error(message == null ? type : type + ": " + message);
  }

  private static @Nullable String message(Attributes reason) {
    for (String name : new String[] {"Description", "Message", "Kill Reason", "Loss Reason"}) {
      String message = reason.text(name);
      if (message != null && !message.isEmpty()) {
        return message;
      }
    }
    return null;
  }

  private static void put(Attributes.Builder attributes, String key, @Nullable String text) {
    if (text != null) {
      attributes.put(key, text);
    }
  }
}
