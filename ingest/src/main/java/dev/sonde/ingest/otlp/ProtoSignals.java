package dev.sonde.ingest.otlp;

import static dev.sonde.ingest.otlp.ProtoReader.BYTES;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED32;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED64;
import static dev.sonde.ingest.otlp.ProtoReader.VARINT;

import org.jspecify.annotations.Nullable;

/**
 * Tells traces, logs and metrics apart. Their requests number resource, scope and records alike, and
 * nothing in a file says which it is; only the fields of the records differ.
 */
final class ProtoSignals {

  /**
   * @param signal null where no record decides
   * @param records whether there are any records
   */
  record Guess(@Nullable Signal signal, boolean records) {}

  /** Wire type of each field by number; -1 where a message has no such field. */
  private static final int[] SPAN = {
    -1, BYTES, BYTES, BYTES, BYTES, BYTES, VARINT, FIXED64, FIXED64, BYTES, VARINT, BYTES, VARINT,
    BYTES, VARINT, BYTES, FIXED32
  };

  private static final int[] LOG = {
    -1, FIXED64, VARINT, BYTES, -1, BYTES, BYTES, VARINT, FIXED32, BYTES, BYTES, FIXED64, BYTES
  };

  private static final int[] METRIC = {
    -1, BYTES, BYTES, BYTES, -1, BYTES, -1, BYTES, -1, BYTES, BYTES, BYTES, BYTES
  };

  private ProtoSignals() {}

  /** What the records of a resource's entry are; the entry may be cut. */
  static Guess ofEntry(byte[] bytes, int from, int to) {
    ProtoReader in = new ProtoReader();
    in.begin(bytes, from, to, 0);
    boolean records = false;
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        if (tag != ((2 << 3) | BYTES) && tag != ProtoDecoder.OLD_SCOPES) {
          in.skip(tag);
          continue;
        }
        int outer = in.enterWhatIsThere();
        for (int inner = in.tag(); inner != 0; inner = in.tag()) {
          if (inner != ((2 << 3) | BYTES)) {
            in.skip(inner);
            continue;
          }
          records = true;
          int scope = in.enterWhatIsThere();
          Signal signal = ofRecord(in);
          if (signal != null) {
            return new Guess(signal, true);
          }
          in.leave(scope);
        }
        in.leave(outer);
      }
    } catch (ProtoReader.Damage e) {
      return new Guess(null, records);
    }
    return new Guess(null, records);
  }

  private static @Nullable Signal ofRecord(ProtoReader in) {
    boolean span = true;
    boolean log = true;
    boolean metric = true;
    boolean timed = false;
    boolean named = false;
    boolean ids = false;
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        span &= fits(SPAN, tag);
        log &= fits(LOG, tag);
        metric &= fits(METRIC, tag);
        // By known numbers alone: newer versions of a message may have other fields.
        timed |= (tag & 7) == FIXED64 && tag >>> 3 <= 11;
        named |= tag == ((1 << 3) | BYTES);
        int before = in.position();
        in.skip(tag);
        ids |= tag == ((1 << 3) | BYTES) && in.position() - before == 17;
      }
    } catch (ProtoReader.Damage e) {
      // The start of a record that is cut tells as much as a whole one, as long as it says
      // anything.
    }
    if (timed) {
      return span ? Signal.TRACES : log ? Signal.LOGS : null;
    } else if (metric && named && !(span && ids)) {
      return Signal.METRICS;
    } else if (span && ids) {
      return Signal.TRACES;
    }
    return log && !metric ? Signal.LOGS : null;
  }

  private static boolean fits(int[] wires, int tag) {
    int number = tag >>> 3;
    return number >= wires.length || wires[number] == (tag & 7);
  }
}
