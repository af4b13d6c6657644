package dev.sonde.ingest.dask;

import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Walks a YAML document without building it. A document that is cut between two lines is whole to a
 * parser; so what was read last is only believed when more content follows it.
 */
final class YamlCursor {

  /** Deeper values are left out; dumps have some ten levels. */
  private static final int DEEPEST = 64;

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).setUseMarks(true).build();

  private final Parser parser;
  private @Nullable Runnable unsure;
  private long line;

  YamlCursor(InputStream stream) {
    // Text that is no UTF-8 is replaced: it must not end the reading.
    InputStreamReader text = new InputStreamReader(stream, StandardCharsets.UTF_8);
    parser = new ParserImpl(SETTINGS, new StreamReader(SETTINGS, text));
  }

  /** What to do once more content follows; after what is to be done then anyway. */
  void whenMoreFollows(Runnable action) {
    Runnable before = unsure;
    unsure =
        before == null
            ? action
            : () -> {
              before.run();
              action.run();
            };
  }

  /** Whether something was read that no content followed. */
  boolean isUnsure() {
    return unsure != null;
  }

  /** Of the content that was read last, from 1. */
  long line() {
    return line;
  }

  boolean hasNext() {
    return parser.hasNext();
  }

  Event next() {
    Event event = parser.next();
    switch (event.getEventId()) {
      case Scalar, Alias, MappingStart, SequenceStart -> {
        Runnable sure = unsure;
        unsure = null;
        if (sure != null) {
          sure.run();
        }
        line = event.getStartMark().map(mark -> mark.getLine() + 1L).orElse(0L);
      }
      default -> {}
    }
    return event;
  }

  static boolean is(Event event, Event.ID id) {
    return event.getEventId() == id;
  }

  /** The next key of a mapping, null at its end. Keys that are no texts are passed over with their values. */
  @Nullable String key() {
    while (true) {
      Event event = next();
      if (event instanceof ScalarEvent scalar) {
        return scalar.getValue();
      } else if (is(event, Event.ID.MappingEnd)) {
        return null;
      }
      skip(event);
      skip(next());
    }
  }

  /** Passes over what begins with this event. */
  void skip(Event first) {
    int depth = 0;
    Event event = first;
    while (true) {
      switch (event.getEventId()) {
        case MappingStart, SequenceStart -> depth++;
        case MappingEnd, SequenceEnd -> depth--;
        default -> {}
      }
      if (depth <= 0) {
        return;
      }
      event = next();
    }
  }

  /**
   * The value that begins with this event.
   *
   * @param wanted of its outermost members, null for all
   */
  Value value(Event first, @Nullable Set<String> wanted) {
    return value(first, wanted, 0);
  }

  private Value value(Event first, @Nullable Set<String> wanted, int depth) {
    if (first instanceof ScalarEvent scalar) {
      return scalar(scalar);
    } else if (depth > DEEPEST) {
      skip(first);
      return Value.Empty.INSTANCE;
    } else if (is(first, Event.ID.MappingStart)) {
      return mapping(wanted, depth);
    } else if (is(first, Event.ID.SequenceStart)) {
      List<Value> values = new ArrayList<>();
      for (Event event = next(); !is(event, Event.ID.SequenceEnd); event = next()) {
        values.add(value(event, null, depth + 1));
      }
      return new Value.Array(values);
    }
    return Value.Empty.INSTANCE;
  }

  private Value mapping(@Nullable Set<String> wanted, int depth) {
    Attributes.Builder members = Attributes.builder();
    String key;
    while ((key = key()) != null) {
      Event event = next();
      if (wanted == null || wanted.contains(key)) {
        members.put(key, value(event, null, depth + 1));
      } else {
        skip(event);
      }
    }
    return new Value.Map(members.build());
  }

  private static Value scalar(ScalarEvent scalar) {
    String text = scalar.getValue();
    return scalar.isPlain() ? plain(text) : Value.of(text);
  }

  private static Value plain(String text) {
    if (text.isEmpty() || text.equals("null") || text.equals("~")) {
      return Value.Empty.INSTANCE;
    } else if (text.equals("true") || text.equals("false")) {
      return Value.of(text.equals("true"));
    }
    char first = text.charAt(0);
    if (text.length() > 40 || !(first == '-' || first == '.' || Character.isDigit(first))) {
      return Value.of(text);
    }
    return number(text);
  }

  private static Value number(String text) {
    try {
      return text.matches("-?\\d{1,18}")
          ? Value.of(Long.parseLong(text))
          : text.matches("-?[\\d.]+([eE][-+]?\\d+)?")
              ? Value.of(Double.parseDouble(text))
              : Value.of(text);
    } catch (NumberFormatException e) {
      return Value.of(text);
    }
  }
}
