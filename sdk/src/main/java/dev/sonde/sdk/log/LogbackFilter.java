package dev.sonde.sdk.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.spi.FilterReply;
import dev.sonde.sdk.own.Complaints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.MDCAdapter;

/**
 * Takes what is logged, and leaves to the others what becomes of it. Only questions ({@code
 * isDebugEnabled()}) are answered: with yes where somebody wants such records.
 *
 * <p>SLF4J's fluent interface asks first and then hands its event to the appenders without another look
 * at the level. So an event that only our yes called for is denied here.
 */
final class LogbackFilter extends TurboFilter {

  /** Fluent events pass the filters since Logback 1.5.21; before, a yes of ours would reach appenders. */
  private static final boolean SEES_EVENTS = seesEvents();

  private final LogHub hub;

  /** Loggers whose questions got a yes from us alone, with a bit for each level asked. */
  private final Map<Logger, Integer> calledFor = new ConcurrentHashMap<>();

  LogbackFilter(LogHub hub) {
    this.hub = hub;
    setName("sonde");
    if (!SEES_EVENTS) {
      Complaints.say(
          "logs",
          "SLF4J's fluent interface is not recorded with this Logback; 1.5.21 and later are");
    }
  }

  private static boolean seesEvents() {
    try {
      TurboFilter.class.getMethod("decide", Logger.class, org.slf4j.event.LoggingEvent.class);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] arguments,
      @Nullable Throwable thrown) {
    int severity = severity(level);
    if (hub.ignores(severity)) {
      return Formatting.here() ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
    if (Formatting.here()) {
      return FilterReply.DENY;
    }
    try {
      if (!hub.wants(logger.getName(), severity)) {
        return FilterReply.NEUTRAL;
      }
      if (format == null && arguments == null && thrown == null) {
        return yes(logger, level);
      }
      LogDraft draft = new LogDraft(logger.getName(), severity, level.toString());
      mdc(logger, draft);
      take(
          draft, format, arguments, thrown, marker == null ? List.of() : List.of(marker.getName()));
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("a log record", e);
    }
    return FilterReply.NEUTRAL;
  }

  private FilterReply yes(Logger logger, Level level) {
    // Asked here, as our yes ends the chain: each filter is asked once, as without us.
    if (!othersWouldSayYes(logger, level)) {
      if (!SEES_EVENTS) {
        return FilterReply.NEUTRAL;
      }
      int bit = bit(level);
      Integer bits = calledFor.get(logger);
      if (bits == null || (bits & bit) == 0) {
        calledFor.merge(logger, bit, (a, b) -> a | b);
      }
    }
    return FilterReply.ACCEPT;
  }

  private static int bit(Level level) {
    return 1 << severity(level);
  }

  @Override
  public FilterReply decide(Logger logger, org.slf4j.event.LoggingEvent event) {
    Level level = Level.convertAnSLF4JLevel(event.getLevel());
    if (Formatting.here()) {
      return FilterReply.DENY;
    }
    try {
      int severity = severity(level);
      if (!hub.ignores(severity) && hub.wants(logger.getName(), severity)) {
        LogDraft draft = new LogDraft(logger.getName(), severity, level.toString());
        mdc(logger, draft);
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
          pairs.forEach(pair -> draft.put(pair.key, pair.value));
        }
        take(
            draft,
            event.getMessage(),
            event.getArgumentArray(),
            event.getThrowable(),
            markers(event.getMarkers()));
      }
    } catch (RuntimeException | LinkageError e) {
      Complaints.say("a log record", e);
    }
    Integer bits = calledFor.get(logger);
    return bits != null && (bits & bit(level)) != 0 && !othersWouldSayYes(logger, level)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }

  /** What the question would have been answered without us. */
  private boolean othersWouldSayYes(Logger logger, Level level) {
    for (TurboFilter each : logger.getLoggerContext().getTurboFilterList()) {
      if (each != this) {
        FilterReply reply = each.decide(null, logger, level, null, null, null);
        if (reply != FilterReply.NEUTRAL) {
          return reply == FilterReply.ACCEPT;
        }
      }
    }
    return level.isGreaterOrEqual(logger.getEffectiveLevel());
  }

  private static List<String> markers(@Nullable List<Marker> markers) {
    return markers == null ? List.of() : markers.stream().map(Marker::getName).toList();
  }

  private static void mdc(Logger logger, LogDraft draft) {
    MDCAdapter own = logger.getLoggerContext().getMDCAdapter();
    MDCAdapter adapter = own == null ? MDC.getMDCAdapter() : own;
    if (adapter instanceof LogbackMDCAdapter logback) {
      draft.putAll(logback.getPropertyMap());
    } else if (adapter != null) {
      draft.putAll(adapter.getCopyOfContextMap());
    }
  }

  private void take(
      LogDraft draft,
      @Nullable String format,
      Object @Nullable [] said,
      @Nullable Throwable cause,
      List<String> markers) {
    Object[] arguments = said == null ? new Object[0] : said;
    Throwable thrown = cause == null ? MessageFormatter.getThrowableCandidate(arguments) : cause;
    if (cause == null && thrown != null) {
      arguments = MessageFormatter.trimmedCopy(arguments);
    }
    List<String> texts = new ArrayList<>(arguments.length);
    for (Object argument : arguments) {
      texts.add(Texts.of(argument));
    }
    // Of texts: the formatter would report a toString() that throws on standard error.
    String text =
        texts.isEmpty() ? format : MessageFormatter.basicArrayFormat(format, texts.toArray());
    draft.message(text == null ? "" : text, format, texts);
    draft.thrown(thrown);
    draft.markers(markers);
    draft.here();
    hub.take(draft);
  }

  static int severity(Level level) {
    int number = level.toInt();
    if (number < Level.DEBUG_INT) {
      return Severities.TRACE;
    } else if (number < Level.INFO_INT) {
      return Severities.DEBUG;
    } else if (number < Level.WARN_INT) {
      return Severities.INFO;
    }
    return number < Level.ERROR_INT ? Severities.WARN : Severities.ERROR;
  }
}
