package dev.sonde.server.api;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.record.Capture;
import dev.sonde.engine.record.RecordStream;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.view.Parameters;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code GET /api/capture?after=N&until=M}: everything that is stored, in pieces by position, as lines of
 * Sonde's stream. Each piece ends with a line of its own that says where the next begins; one without it
 * is not whole. The first has the stream's header, the last its trailer.
 */
final class CaptureAnswer {

  /** Begins the line that ends a piece; no line of a stream begins so. */
  static final String END = "{\"sonde_piece\":";

  static final Set<String> OWN = Set.of("after", "until", "written");

  private static final int BUFFER = 1 << 16;

  private final Served served;

  CaptureAnswer(Served served) {
    this.served = served;
  }

  void answer(Request request, Reply reply) throws IOException {
    Asked asked = new Asked(request);
    Scope scope = scope(asked);
    long after = number(asked, "after", -1);
    Guard guard = Guard.over(reply);
    try (guard;
        Store store = served.one()) {
      Ask ask = new Ask(store, scope, false);
      Capture capture = new Capture(ask);
      long until = number(asked, "until", capture.last());
      long next = Math.min(until, after + Capture.PIECE);
      LazyOutput lazy = new LazyOutput(reply, "application/x-ndjson; charset=utf-8", Map.of());
      Writer out = new BufferedWriter(new OutputStreamWriter(lazy, StandardCharsets.UTF_8), BUFFER);
      RecordStream lines =
          ViewAnswers.runner(store, asked)
              .records(ask, "records", out)
              .goingOn(number(asked, "written", 0));
      if (after < 0) {
        lines.begin();
      }
      capture.piece(
          after,
          next,
          record -> {
            lines.add(record);
            return true;
          });
      if (next >= until) {
        lines.end();
      }
      out.write(
          "%s{\"next\":%d,\"until\":%d,\"written\":%d,\"start_ns\":%d,\"duration_ns\":%d}}%n"
              .formatted(
                  END,
                  next,
                  until,
                  lines.written(),
                  ask.window().startNanos(),
                  ask.window().endNanos() - ask.window().startNanos()));
      out.flush();
      lazy.close();
    } catch (StoreException e) {
      throw guard.gone() ? new UncheckedIOException(new IOException("gone", e)) : e;
    }
  }

  private static long number(Asked asked, String name, long otherwise) {
    String text = asked.last(name);
    try {
      return text == null ? otherwise : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new UsageException(name + "=" + text + ": not a whole number");
    }
  }

  private static Scope scope(Asked asked) {
    Scope scope = Scope.ALL;
    for (Map.Entry<String, List<String>> option :
        asked.options(Parameters.none(), OWN).entrySet()) {
      if (ExportAnswer.OF_LISTS.contains(option.getKey())) {
        throw new UsageException(option.getKey() + ": a capture has no pages");
      }
      for (String value : option.getValue()) {
        scope = scope.with(option.getKey(), value);
      }
    }
    return scope;
  }
}
