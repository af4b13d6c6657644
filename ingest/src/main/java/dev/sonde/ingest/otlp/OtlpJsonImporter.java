package dev.sonde.ingest.otlp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import dev.sonde.model.Problem;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OTLP in its JSON encoding: lines, as the Collector's file exporter writes them, or whole documents,
 * one after another or in an array; traces, logs and metrics, also mixed.
 */
public final class OtlpJsonImporter implements Importer {

  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(64 * 1024 * 1024).build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  /** A request's field, or Tempo's {@code batches} with what an entry of it begins with. */
  private static final Pattern REQUEST =
      Pattern.compile(
          "\"resource_?(?:Spans|Logs|Metrics|spans|logs|metrics)\"\\s*:"
              + "|\"batches\"\\s*:\\s*\\[\\s*\\{\\s*"
              + "\"(?:resource|scope_?[sS]pans|instrumentation_?[lL]ibrary_?[sS]pans)\"\\s*:");

  @Override
  public String format() {
    return "otlp-json";
  }

  @Override
  public String purpose() {
    return "OpenTelemetry (OTLP) as JSON lines or JSON documents: traces, logs, metrics";
  }

  @Override
  public Match sniff(Head head) {
    return REQUEST.matcher(head.text()).find() ? Match.YES : Match.NO;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    try {
      new Reading(input, batches, problems).read();
    } finally {
      batches.flush();
    }
  }

  /** One source being read, frame by frame. */
  private static final class Reading {
    private final Input input;
    private final JsonFrames frames;
    private final OtlpJsonReader reader;
    private final Output out;
    private @Nullable JsonParser parser;

    Reading(Input input, Batches batches, Problems problems) {
      this.input = input;
      frames = new JsonFrames(input.stream());
      out = new Output(batches, problems, this::place);
      reader = new OtlpJsonReader(out);
    }

    void read() throws IOException {
      while (frames.next()) {
        try (JsonParser frame = JSON.createParser(frames)) {
          parser = frame;
          frame(frame);
        } finally {
          parser = null;
        }
      }
    }

    private void frame(JsonParser frame) throws IOException {
      try {
        reader.readAll(frame);
      } catch (JsonEOFException e) {
        damaged(Problem.Code.TRUNCATED, "the JSON breaks off; what came before it was read");
      } catch (JsonProcessingException e) {
        damaged(Problem.Code.MALFORMED, "this is no JSON: " + e.getOriginalMessage());
      } catch (CharConversionException e) {
        damaged(Problem.Code.MALFORMED, "this is no UTF-8: " + e.getMessage());
      } finally {
        reader.release();
      }
    }

    private void damaged(Problem.Code code, String message) {
      // What is no JSON was received all the same; how many records were in it nobody knows.
      if (code == Problem.Code.MALFORMED || reader.isInRecord()) {
        out.reject(code, message);
      } else {
        out.note(code, message);
      }
      frames.cut();
    }

    private String place() {
      long within = parser == null ? 1 : parser.currentLocation().getLineNr();
      return input.atLine(frames.frameLine() + within - 1);
    }
  }
}
