package dev.sonde.sdk.destination;

import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.Value;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.Keys;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A record for people: time, level, name, what, and the keys that tell most, in one line. */
final class ReadableLine {

  private static final int MOST_KEYS = 8;
  private static final int LONGEST_VALUE = 120;
  private static final int LONGEST_BODY = 4_000;

  /** These first, then others in the order in which they were said. */
  private static final List<String> FIRST =
      List.of(
          Keys.TASK_KEY,
          Keys.WORKER_ID,
          Keys.TASK_STATE_FROM,
          Keys.TASK_STATE_TO,
          Keys.EXCEPTION_TYPE,
          Keys.EXCEPTION_MESSAGE,
          Keys.ERROR_TYPE,
          Keys.GEN_AI_AGENT_NAME);

  /** Said in the line already, or of no use in one. */
  private static final List<String> LEFT_OUT =
      List.of(Keys.RUN_ID, Keys.RUN_NAME, Keys.EXCEPTION_STACKTRACE, "log.logger.name");

  private static final String[] LEVELS = {"TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"};

  private final DateTimeFormatter time;
  private final boolean colours;
  private final StringBuilder line = new StringBuilder();

  /**
   * @param colours of ANSI terminals
   */
  ReadableLine(String timePattern, ZoneId zone, boolean colours) {
    this.time = DateTimeFormatter.ofPattern(timePattern, Locale.ROOT).withZone(zone);
    this.colours = colours;
  }

  /** With its line break; the text is valid until the next call. */
  CharSequence of(WideEvent record) {
    line.setLength(0);
    long nanos =
        record instanceof Span span && !span.isOpen() ? span.endNanos() : record.timeNanos();
    coloured("2", time.format(Instant.ofEpochSecond(0, nanos)));
    line.append(' ');
    if (record instanceof Span span) {
      span(span);
    } else if (record instanceof Event event) {
      event(event);
    } else if (record instanceof Sample sample) {
      level("SAMPLE", "34");
      coloured("1", harmless(sample.name(), LONGEST_VALUE));
      line.append(' ').append(sample.value());
      line.append(sample.unit().isEmpty() ? "" : " ").append(harmless(sample.unit(), 20));
    }
    keys(record.attributes());
    return line.append('\n');
  }

  private void span(Span span) {
    boolean failed = span.status() == Span.Status.ERROR;
    level(failed ? "FAILED" : "SPAN", failed ? "31" : "36");
    coloured("1", harmless(span.name(), LONGEST_VALUE));
    line.append(' ').append(span.isOpen() ? "begun" : took(span.endNanos() - span.startNanos()));
    if (!span.statusMessage().isEmpty()) {
      line.append(": ").append(harmless(span.statusMessage(), LONGEST_BODY));
    }
  }

  private void event(Event event) {
    int severity = event.severity();
    String level = severity < 1 ? "EVENT" : LEVELS[Math.min(5, (severity - 1) / 4)];
    level(level, severity >= 17 ? "31" : severity >= 13 ? "33" : severity >= 9 ? "32" : "2");
    String logger = event.origin().scope();
    String name = event.name().isEmpty() ? logger : event.name();
    if (!name.isEmpty()) {
      coloured("1", harmless(name, LONGEST_VALUE));
      line.append(' ');
    }
    Value body = event.body();
    if (body != null) {
      line.append(harmless(text(body), LONGEST_BODY));
    } else if (!name.isEmpty()) {
      line.setLength(line.length() - 1);
    }
  }

  private void keys(Attributes attributes) {
    int shown = 0;
    for (String key : FIRST) {
      Value value = attributes.get(key);
      if (value != null && shown < MOST_KEYS) {
        key(key, value);
        shown++;
      }
    }
    int left = 0;
    for (int i = 0; i < attributes.size(); i++) {
      String key = attributes.key(i);
      if (FIRST.contains(key) || LEFT_OUT.contains(key)) {
        continue;
      }
      if (shown < MOST_KEYS) {
        key(key, attributes.value(i));
        shown++;
      } else {
        left++;
      }
    }
    if (left > 0) {
      coloured("2", " (+" + left + ")");
    }
  }

  private void key(String key, Value value) {
    line.append(' ');
    coloured("2", harmless(key, LONGEST_VALUE) + "=");
    String text = harmless(text(value), LONGEST_VALUE);
    boolean quoted = text.isEmpty() || text.indexOf(' ') >= 0;
    line.append(quoted ? "\"" : "").append(text).append(quoted ? "\"" : "");
  }

  private static String text(Value value) {
    if (value instanceof Value.Text text) {
      return text.value();
    }
    StringBuilder json = new StringBuilder();
    AttributesJson.write(value, json);
    return json.toString();
  }

  private void level(String word, String colour) {
    coloured(colour, word);
    line.append(" ".repeat(Math.max(1, 7 - word.length())));
  }

  private void coloured(String colour, String text) {
    if (colours) {
      line.append("\u001b[").append(colour).append('m').append(text).append("\u001b[0m");
    } else {
      line.append(text);
    }
  }

  private static String took(long nanos) {
    double millis = nanos / 1e6;
    if (millis < 1) {
      return "%.0f µs".formatted(nanos / 1e3);
    }
    return millis < 1_000
        ? String.format(Locale.ROOT, "%.1f ms", millis)
        : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
  }

  /** Control characters could move the cursor, rename the window or forge a line. */
  private static String harmless(String text, int most) {
    int length = Math.min(text.length(), most);
    StringBuilder clean = null;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      boolean control = Character.isISOControl(c) || isDirection(c);
      if (control && clean == null) {
        clean = new StringBuilder(length + 8).append(text, 0, i);
      }
      if (clean != null) {
        if (c == '\n') {
          clean.append("\\n");
        } else if (c == '\t') {
          clean.append("\\t");
        } else if (control) {
          clean.append('\uFFFD');
        } else {
          clean.append(c);
        }
      }
    }
    String shown = clean == null ? text.substring(0, length) : clean.toString();
    return length < text.length() ? shown + "…" : shown;
  }

  /** Separators of lines and what turns the direction of writing. */
  private static boolean isDirection(char c) {
    return c == '\u2028'
        || c == '\u2029'
        || (c >= '\u202a' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069');
  }
}
