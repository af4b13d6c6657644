package dev.sonde.sdk.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.message.MapMessage;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ObjectMessage;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.ReusableMessage;
import org.apache.logging.log4j.message.ReusableParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.message.StructuredDataMessage;
import org.apache.logging.log4j.spi.ReadOnlyThreadContextMap;
import org.apache.logging.log4j.util.MessageSupplier;
import org.apache.logging.log4j.util.Supplier;
import org.jspecify.annotations.Nullable;

/** Records of what Log4j 2 logs. */
final class Log4jRecords {

  private Log4jRecords() {}

  /** For loggers whose events are made on another thread: as their caller says it. */
  static void take(
      LogHub hub,
      Logger logger,
      Level level,
      @Nullable Marker marker,
      @Nullable Object said,
      @Nullable Throwable thrown) {
    hub.take(draft(logger.getName(), level, marker, message(said), thrown));
  }

  static void take(
      LogHub hub,
      Logger logger,
      Level level,
      @Nullable Marker marker,
      @Nullable String text,
      Object[] arguments) {
    Message message = logger.getMessageFactory().newMessage(text, arguments);
    if (message instanceof ReusableMessage) {
      // The thread's only one, which the logger is about to use.
      message = new ParameterizedMessage(text, arguments);
    }
    hub.take(draft(logger.getName(), level, marker, message, null));
  }

  private static Message message(@Nullable Object said) {
    if (said instanceof Message message) {
      return message;
    } else if (said instanceof MessageSupplier supplier) {
      return message(supplier.get());
    } else if (said instanceof Supplier<?> supplier) {
      return message(supplier.get());
    }
    return said instanceof CharSequence text ? new SimpleMessage(text) : new ObjectMessage(said);
  }

  static LogDraft draft(
      String logger,
      Level level,
      @Nullable Marker marker,
      Message message,
      @Nullable Throwable thrown) {
    LogDraft draft = new LogDraft(logger, Log4jFilter.severity(level), level.name());
    context(draft);
    if (message instanceof MapMessage<?, ?> map) {
      draft.putAll(map.getData());
    }
    if (message instanceof StructuredDataMessage structured) {
      draft.put("log.structured_data.id", structured.getId());
      draft.put("log.structured_data.type", structured.getType());
    }
    text(message, draft);
    draft.thrown(thrown == null ? message.getThrowable() : thrown);
    if (marker != null) {
      draft.markers(List.of(marker.getName()));
    }
    draft.here();
    return draft;
  }

  private static void context(LogDraft draft) {
    ReadOnlyThreadContextMap map = ThreadContext.getThreadContextMap();
    if (map == null) {
      draft.putAll(ThreadContext.getImmutableContext());
    } else {
      map.getReadOnlyContextData().forEach(draft::put);
    }
  }

  @SuppressWarnings("deprecation") // getFormat(): nothing else tells the template.
  private static void text(Message message, LogDraft draft) {
    Object[] said = message.getParameters();
    // The map of a MapMessage, the object of an ObjectMessage and the like are no arguments.
    boolean placed =
        message instanceof ParameterizedMessage || message instanceof ReusableParameterizedMessage;
    if (!placed) {
      draft.message(
          Texts.guarded(message::getFormattedMessage),
          isFormat(message) ? message.getFormat() : null,
          isFormat(message) ? texts(said) : List.of());
      return;
    }
    if (said != null
        && said.length > 0
        && said[said.length - 1] instanceof Throwable last
        && last.equals(message.getThrowable())) {
      said = Arrays.copyOf(said, said.length - 1);
    }
    List<String> texts = texts(said);
    boolean plain = true;
    for (Object each : said == null ? new Object[0] : said) {
      plain &= Texts.isPlain(each);
    }
    // Of texts where it is not: one that throws is told by Log4j in words of its own.
    draft.message(
        plain
            ? message.getFormattedMessage()
            : new ParameterizedMessage(message.getFormat(), texts.toArray()).getFormattedMessage(),
        message.getFormat(),
        texts);
  }

  /** Whether it is a text with places of another kind ({@code %d}, {@code {0}}). */
  private static boolean isFormat(Message message) {
    String kind = message.getClass().getSimpleName();
    return kind.equals("StringFormattedMessage")
        || kind.equals("MessageFormatMessage")
        || kind.equals("FormattedMessage")
        || kind.equals("LocalizedMessage");
  }

  private static List<String> texts(Object @Nullable [] arguments) {
    List<String> texts = new ArrayList<>();
    for (Object each : arguments == null ? new Object[0] : arguments) {
      texts.add(Texts.of(each));
    }
    return texts;
  }
}
