package dev.sonde.sdk.log;

import dev.sonde.model.vocabulary.Keys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A log record on its way from a library to those who want it; made and handed on by the thread that
 * logs. The same key said twice: the later one holds, except that what the record says of itself
 * ({@link #message}, {@link #thrown}, the thread) gives way to what the program put under that key.
 */
final class LogDraft {

  private static final Severity[] SEVERITIES = Severity.values();

  private final String logger;
  private final int severity;
  private final String severityText;
  private final List<String> keys = new ArrayList<>(16);
  private final List<Object> values = new ArrayList<>(16);
  private @Nullable String body;
  private @Nullable Instant time;
  private @Nullable Attributes attributes;

  /**
   * @param severity OpenTelemetry's number, 1 to 24
   * @param severityText the library's own word
   */
  LogDraft(String logger, int severity, String severityText) {
    this.logger = logger;
    this.severity = severity;
    this.severityText = severityText;
  }

  String logger() {
    return logger;
  }

  int severity() {
    return severity;
  }

  /** Where it is not said, it is now. */
  void time(Instant time) {
    this.time = time;
  }

  /** A key of the program's; one without a value is left out. */
  void put(@Nullable String key, @Nullable Object value) {
    if (key == null || key.isEmpty() || value == null) {
      return;
    }
    Object typed = Texts.typed(value);
    int at = keys.indexOf(key);
    if (at < 0) {
      keys.add(key);
      values.add(typed);
    } else {
      values.set(at, typed);
    }
  }

  void putAll(@Nullable Map<String, ?> entries) {
    if (entries != null) {
      entries.forEach(this::put);
    }
  }

  private void own(String key, @Nullable Object value) {
    if (value != null && !keys.contains(key)) {
      keys.add(key);
      values.add(value);
    }
  }

  /**
   * What was said.
   *
   * @param template with the places of the arguments; left out where it says the same
   */
  void message(String text, @Nullable String template, List<String> arguments) {
    body = text;
    if (template != null && !template.equals(text)) {
      own(Keys.LOG_TEMPLATE, template);
    }
    if (!arguments.isEmpty()) {
      List<String> some = arguments.subList(0, Math.min(arguments.size(), Texts.MOST_ELEMENTS));
      int each = Texts.MOST / Texts.MOST_ELEMENTS;
      own(Keys.LOG_ARGUMENTS, some.stream().map(text1 -> Texts.cut(text1, each)).toList());
    }
  }

  void thrown(@Nullable Throwable thrown) {
    if (thrown != null) {
      own(Keys.EXCEPTION_TYPE, thrown.getClass().getName());
      own(Keys.EXCEPTION_STACKTRACE, Texts.stackTrace(thrown));
      String message = Texts.guarded(() -> thrown.getMessage() == null ? "" : thrown.getMessage());
      own(Keys.EXCEPTION_MESSAGE, message.isEmpty() ? null : message);
    }
  }

  void markers(List<String> names) {
    if (!names.isEmpty()) {
      own(Keys.LOG_MARKERS, names);
    }
  }

  /** To be called last. */
  void here() {
    Thread thread = Thread.currentThread();
    // Virtual threads mostly have none.
    own(Keys.THREAD_NAME, thread.getName().isEmpty() ? null : thread.getName());
    // threadId() is Java 19's; this is the same number.
    @SuppressWarnings("deprecation")
    long id = thread.getId();
    own(Keys.THREAD_ID, id);
  }

  void emit(LoggerProvider provider) {
    LogRecordBuilder record = provider.get(logger.isEmpty() ? "root" : logger).logRecordBuilder();
    record.setSeverity(SEVERITIES[severity]).setSeverityText(severityText);
    if (time != null) {
      record.setTimestamp(time);
    }
    if (body != null) {
      record.setBody(Texts.cut(body, Texts.MOST));
    }
    Attributes all = attributes;
    if (all == null) {
      all = attributes();
      attributes = all;
    }
    record.setAllAttributes(all).emit();
  }

  private Attributes attributes() {
    AttributesBuilder all = Attributes.builder();
    for (int i = 0; i < keys.size(); i++) {
      Object value = values.get(i);
      if (value instanceof String text && text.length() > Texts.MOST) {
        all.put(keys.get(i) + ".size_bytes", Texts.bytes(text));
        value = Texts.cut(text, Texts.MOST);
      }
      put(all, Texts.key(keys.get(i), value), value);
    }
    if (body != null && body.length() > Texts.MOST) {
      all.put(Keys.LOG_SIZE_BYTES, Texts.bytes(body));
    }
    return all.build();
  }

  @SuppressWarnings("unchecked") // A key is made for its value.
  private static <T> void put(AttributesBuilder to, AttributeKey<?> key, T value) {
    to.put((AttributeKey<T>) key, value);
  }
}
