package dev.sonde.ingest.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Attributes;
import dev.sonde.model.Problem.Code;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a log line by line, and leaves each event to what knows of it. */
final class SparkReader {

  /** Events before the one that names the application; there are some five. */
  private static final int MOST_HELD = 1_000;

  private final Input input;
  private final Problems problems;
  private final Batches batches;
  private final ByteLines lines;
  private final Sieve sieve = new Sieve();
  private final boolean part;
  private final List<Held> held = new ArrayList<>();
  private String version = "";
  private boolean over;

  /** Null until the log has said which application it is of. */
  private @Nullable Events events;

  private record Held(Attributes event, String where) {}

  SparkReader(Input input, Batches batches, Problems problems) {
    this.input = input;
    this.problems = problems;
    this.batches = batches;
    this.lines = new ByteLines(input.stream());
    String id = Application.idInName(input.name());
    this.part = id != null;
    if (id != null) {
      events = new Events(new Application(id, null, "", id), batches);
    }
  }

  void run() throws IOException {
    while (lines.next()) {
      if (lines.isCapped()) {
        String message = "a line of more than " + ByteLines.LONGEST + " bytes is passed over";
        problems.reject(Code.CAPPED, where(), message);
      } else if (!lines.isBlank()) {
        line();
      }
    }
    // In a line that is cut may be the end of what seems to be under way.
    if (events != null && !lines.isCut()) {
      events.close();
    }
    for (Held each : held) {
      String message = "the log ends before it says which application this is of";
      problems.reject(Code.ORPHAN, each.where, message);
    }
    if (!over && !part) {
      String message =
          "the log has no SparkListenerApplicationEnd: its end is missing, the"
              + " application was killed, or it still runs";
      problems.note(Code.TRUNCATED, input.atByte(lines.offset()), message);
    }
  }

  private String where() {
    return input.atLine(lines.number());
  }

  private void line() throws IOException {
    try {
      String name = sieve.event(lines);
      if (name == null) {
        problems.reject(Code.MALFORMED, where(), "a line that is no event: it has no Event");
      } else if (!Events.isUnused(name)) {
        take(name, sieve.read(lines));
      }
    } catch (JsonProcessingException | CharConversionException e) {
      String message =
          e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
      if (lines.isCut()) {
        problems.note(Code.TRUNCATED, where(), "the last line is cut: " + message);
      } else {
        problems.reject(Code.MALFORMED, where(), "damaged: " + message);
      }
    }
  }

  private void take(String name, Attributes event) {
    switch (name) {
      case "SparkListenerLogStart" -> {
        String said = event.text("Spark Version");
        version = said == null ? "" : said;
      }
      case "SparkListenerApplicationStart" -> begin(event);
      default -> {
        over |= name.equals("SparkListenerApplicationEnd");
        hand(name, event);
      }
    }
  }

  private void begin(Attributes event) {
    String id = event.text("App ID");
    String attempt = event.text("App Attempt ID");
    String run = id == null || id.isEmpty() ? null : attempt == null ? id : id + "_" + attempt;
    if (events != null) {
      events.close();
    }
    String seed = run == null ? "started " + event.text("Timestamp") : run;
    Events begun = new Events(new Application(run, event.text("App Name"), version, seed), batches);
    events = begun;
    over = false;
    release(begun);
    note(begun.start(event, part), where());
  }

  private void hand(String name, Attributes event) {
    if (events == null
        && (name.equals("SparkListenerJobStart")
            || Events.isOfTask(name)
            || held.size() >= MOST_HELD)) {
      // Work before the application is named: this log's beginning is missing.
      String seed = "unnamed " + event;
      events = new Events(new Application(null, null, version, seed), batches);
      release(events);
    }
    if (events == null) {
      held.add(new Held(event, where()));
    } else {
      note(events.take(name, event), where());
    }
  }

  private void release(Events begun) {
    for (Held each : held) {
      String name = each.event.text("Event");
      note(begun.take(name == null ? "" : name, each.event), each.where);
    }
    held.clear();
  }

  private void note(@Nullable Flaw flaw, String where) {
    if (flaw == null) {
      return;
    }
    if (flaw.harmless()) {
      problems.note(flaw.code(), where, flaw.message());
    } else {
      problems.reject(flaw.code(), where, flaw.message());
    }
  }
}
