package dev.sonde.ingest.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Problems;
import dev.sonde.model.Problem;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Decodes the bodies of OTLP requests whose signal and encoding are known, as a server receives them. Keeps
 * what repeats between requests (producers, keys), so that one is used again and again; by one thread at
 * a time.
 *
 * <p>Records go to the batches as they are decoded, which the caller flushes. A damaged body gives what
 * can be had of it, a problem, and the answer false: a server, which must take a request whole or not at
 * all, gives batches of which it can drop the content.
 */
public final class OtlpDecoder {

  private final ProtoReader reader = new ProtoReader();
  private final ProtoDecoder protobuf;
  private final OtlpJsonReader json;
  private final Output jsonOut;

  /**
   * @param source how problems call where the bodies come from
   */
  public OtlpDecoder(String source, Batches batches, Problems problems) {
    protobuf =
        new ProtoDecoder(
            reader, new Output(batches, problems, () -> source + ", byte " + reader.offset()));
    jsonOut = new Output(batches, problems, () -> source);
    json = new OtlpJsonReader(jsonOut);
  }

  /** Decodes an ExportTraceServiceRequest; false where it is damaged. */
  public boolean traces(byte[] body, int offset, int length) {
    return decode(Signal.TRACES, body, offset, length);
  }

  /** Decodes an ExportLogsServiceRequest; false where it is damaged. */
  public boolean logs(byte[] body, int offset, int length) {
    return decode(Signal.LOGS, body, offset, length);
  }

  /** Decodes an ExportMetricsServiceRequest; false where it is damaged. */
  public boolean metrics(byte[] body, int offset, int length) {
    return decode(Signal.METRICS, body, offset, length);
  }

  /** Decodes a request of the given signal in protobuf; false where it is damaged. */
  public boolean decode(Signal signal, byte[] body, int offset, int length) {
    reader.begin(body, offset, offset + length, -offset);
    return protobuf.request(signal);
  }

  /** Decodes a request of any signal in JSON; false where it is damaged, or no object. */
  public boolean json(byte[] body, int offset, int length) {
    if (!beginsObject(body, offset, offset + length)) {
      jsonOut.note(Problem.Code.MALFORMED, "a request in JSON is an object in braces");
      return false;
    }
    try (JsonParser parser = OtlpJsonImporter.JSON.createParser(body, offset, length)) {
      json.readAll(parser);
      return true;
    } catch (JsonEOFException e) {
      return damaged(Problem.Code.TRUNCATED, "the JSON breaks off");
    } catch (JsonProcessingException e) {
      return damaged(Problem.Code.MALFORMED, "this is no JSON: " + e.getOriginalMessage());
    } catch (CharConversionException e) {
      return damaged(Problem.Code.MALFORMED, "this is no UTF-8: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot be read", e);
    } finally {
      json.release();
    }
  }

  private static boolean beginsObject(byte[] body, int from, int to) {
    int at = from;
    while (at < to
        && (body[at] == ' ' || body[at] == '\n' || body[at] == '\r' || body[at] == '\t')) {
      at++;
    }
    return at < to && body[at] == '{';
  }

  private boolean damaged(Problem.Code code, String message) {
    if (json.isInRecord()) {
      jsonOut.reject(code, message);
    } else {
      jsonOut.note(code, message);
    }
    return false;
  }
}
