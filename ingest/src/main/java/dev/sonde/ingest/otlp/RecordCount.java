package dev.sonde.ingest.otlp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * How many spans, log records or data points a request has, without decoding them: a request that is
 * turned away is counted by what it brought.
 */
public final class RecordCount {

  private RecordCount() {}

  /** Of a request in protobuf; of a damaged one, what can be told before the damage. */
  public static long protobuf(Signal signal, byte[] body, int offset, int length) {
    ProtoReader in = new ProtoReader();
    in.begin(body, offset, offset + length, 0);
    int[] path = signal == Signal.METRICS ? new int[] {1, 2, 2} : new int[] {1, 2};
    long[] count = new long[1];
    try {
      within(in, signal, path, 0, count);
    } catch (ProtoReader.Damage e) {
      // It is turned away anyway.
    }
    return count[0];
  }

  private static void within(ProtoReader in, Signal signal, int[] path, int depth, long[] count)
      throws ProtoReader.Damage {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      boolean message = (tag & 7) == ProtoReader.BYTES;
      if (depth < path.length && message && tag >>> 3 == path[depth]) {
        int outer = in.enter();
        within(in, signal, path, depth + 1, count);
        in.leave(outer);
      } else if (depth == path.length && message && isRecords(signal, tag >>> 3)) {
        if (signal == Signal.METRICS) {
          int outer = in.enter();
          points(in, count);
          in.leave(outer);
        } else {
          count[0]++;
          in.skip(tag);
        }
      } else {
        in.skip(tag);
      }
    }
  }

  /** Of a scope its records; of a metric its data, whose kinds have these numbers. */
  private static boolean isRecords(Signal signal, int field) {
    return signal == Signal.METRICS
        ? field == 5 || field == 7 || (field >= 9 && field <= 11)
        : field == 2;
  }

  private static void points(ProtoReader in, long[] count) throws ProtoReader.Damage {
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == ((1 << 3) | ProtoReader.BYTES)) {
        count[0]++;
      }
      in.skip(tag);
    }
  }

  /** Of a request in JSON, of any signal; of a damaged one, what can be told before the damage. */
  public static long json(byte[] body, int offset, int length) {
    long count = 0;
    try (JsonParser parser = OtlpJsonImporter.JSON.createParser(body, offset, length)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && isRecords(parser.currentName())) {
          count += elements(parser);
        }
      }
    } catch (IOException e) {
      // It is turned away anyway.
    }
    return count;
  }

  private static boolean isRecords(String field) {
    return switch (field) {
      case "spans", "logRecords", "log_records", "dataPoints", "data_points" -> true;
      default -> false;
    };
  }

  private static long elements(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return 0;
    }
    long count = 0;
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      count++;
      parser.skipChildren();
    }
    return count;
  }
}
