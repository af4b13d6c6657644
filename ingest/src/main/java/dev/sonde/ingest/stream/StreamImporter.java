package dev.sonde.ingest.stream;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Attributes;
import dev.sonde.model.AttributesJson;
import dev.sonde.model.EventSink;
import dev.sonde.model.JsonFormatException;
import dev.sonde.model.Problem.Code;
import dev.sonde.model.RecordJson;
import java.io.IOException;

/** Sonde's own streams: a header, one record a line, a trailer that tells what was missing. */
public final class StreamImporter implements Importer {

  @Override
  public String format() {
    return "sonde-stream";
  }

  @Override
  public String purpose() {
    return "Sonde's own streams of spans, events and samples: one record a line";
  }

  @Override
  public Match sniff(Head head) {
    String first =
        head.text().lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst().orElse("");
    if (!first.startsWith("{")) {
      return Match.NO;
    }
    try {
      Attributes fields = AttributesJson.read(first);
      return fields.has(Trailer.HEADER) || fields.has(Trailer.END) || isRecord(fields)
          ? Match.YES
          : Match.NO;
    } catch (JsonFormatException e) {
      // A record longer than the head, or cut; only the writer's own order of fields tells.
      return first.startsWith("{\"kind\":\"") ? Match.MAYBE : Match.NO;
    }
  }

  private static boolean isRecord(Attributes fields) {
    String kind = fields.text("kind");
    if (kind == null) {
      return false;
    }
    return switch (kind) {
      case "span" -> fields.has("start_ns");
      case "event", "sample" -> fields.has("time_ns");
      default -> false;
    };
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    RecordJson.Reader reader = new RecordJson.Reader();
    Lines lines = new Lines(input.stream());
    Trailer trailer = new Trailer();
    String line;
    while ((line = lines.next()) != null) {
      String where = input.atLine(lines.number());
      try {
        if (!line.isBlank() && !trailer.takes(line, where, problems)) {
          batches.add(reader.read(line));
        }
      } catch (JsonFormatException e) {
        damaged(e, where, lines.cut(), problems);
      }
    }
    batches.flush();
    if (trailer.isMissing()) {
      String message =
          "the stream has no trailer: its end is missing, or it is still being written";
      problems.note(Code.TRUNCATED, input.atByte(lines.offset()), message);
    }
  }

  private static void damaged(JsonFormatException e, String where, boolean cut, Problems problems) {
    String message = String.valueOf(e.getMessage());
    if (cut) {
      problems.note(Code.TRUNCATED, where, "the last line is cut: " + message);
    } else {
      problems.reject(Code.MALFORMED, where, message);
    }
  }
}
