package dev.sonde.sdk.task;

import dev.sonde.model.vocabulary.Keys;
import dev.sonde.sdk.own.Complaints;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way; nothing is recorded before {@link #emit}. A null key or value is left out.
 *
 * <pre>{@code
 * sonde.event("order.paid").put("order.id", id).put("order.cents", 1250).emit();
 * }</pre>
 */
public final class EventBuilder {

  private final LogRecordBuilder record;

  EventBuilder(LogRecordBuilder record) {
    this.record = record;
  }

  public EventBuilder put(@Nullable String key, @Nullable String value) {
    if (key != null && value != null) {
      record.setAttribute(AttributeKey.stringKey(key), value);
    }
    return this;
  }

  public EventBuilder put(@Nullable String key, long value) {
    if (key != null) {
      record.setAttribute(AttributeKey.longKey(key), value);
    }
    return this;
  }

  public EventBuilder put(@Nullable String key, double value) {
    if (key != null) {
      record.setAttribute(AttributeKey.doubleKey(key), value);
    }
    return this;
  }

  public EventBuilder put(@Nullable String key, boolean value) {
    if (key != null) {
      record.setAttribute(AttributeKey.booleanKey(key), value);
    }
    return this;
  }

  public EventBuilder put(@Nullable String key, @Nullable Collection<String> values) {
    if (key != null && values != null) {
      record.setAttribute(AttributeKey.stringArrayKey(key), present(values));
    }
    return this;
  }

  <T> EventBuilder put(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      record.setAttribute(key, value);
    }
    return this;
  }

  /** All of these, with their types. */
  @SuppressWarnings("unchecked") // A key comes with a value of its type.
  public EventBuilder putAll(@Nullable Attributes keys) {
    if (keys != null) {
      keys.forEach((key, value) -> record.setAttribute((AttributeKey<Object>) key, value));
    }
    return this;
  }

  /** How severe it is, where that can be said. */
  public EventBuilder severity(@Nullable Severity severity) {
    if (severity != null) {
      record.setSeverity(severity).setSeverityText(severity.name());
    }
    return this;
  }

  /** A text for people. */
  public EventBuilder body(@Nullable String text) {
    if (text != null) {
      record.setBody(text);
    }
    return this;
  }

  /** What was thrown: its type, message and stack. */
  public EventBuilder exception(@Nullable Throwable thrown) {
    if (thrown != null) {
      try {
        record.setException(thrown);
      } catch (RuntimeException | StackOverflowError e) {
        // An exception of the user's whose own methods throw.
        put(Keys.EXCEPTION_TYPE, thrown.getClass().getName());
        Complaints.say("an exception that cannot be read", String.valueOf(e.getClass()));
      }
    }
    return this;
  }

  /** Records it, as of now. */
  public void emit() {
    record.emit();
  }

  static List<String> present(Collection<String> values) {
    List<String> present = new ArrayList<>(values.size());
    for (String each : values) {
      if (each != null) {
        present.add(each);
      }
    }
    return present;
  }
}
