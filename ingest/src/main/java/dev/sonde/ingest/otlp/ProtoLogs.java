package dev.sonde.ingest.otlp;

import static dev.sonde.ingest.otlp.ProtoReader.BYTES;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED32;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED64;
import static dev.sonde.ingest.otlp.ProtoReader.VARINT;

import dev.sonde.model.Event;
import dev.sonde.model.Origin;
import org.jspecify.annotations.Nullable;

/** Reads log records; the numbers are those of logs.proto. */
final class ProtoLogs {

  private final ProtoReader in;
  private final ProtoValues values;
  private final Output out;
  private final LogDraft draft = new LogDraft();

  ProtoLogs(ProtoReader in, ProtoValues values, Output out) {
    this.in = in;
    this.values = values;
    this.out = out;
  }

  @Nullable Event read(Origin origin) throws ProtoReader.Damage {
    draft.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | FIXED64 -> draft.timeNanos = in.fixed64();
        case (2 << 3) | VARINT -> draft.severity = in.varint();
        case (3 << 3) | BYTES -> draft.severityText = values.name();
        case (5 << 3) | BYTES -> draft.body = values.value();
        case (6 << 3) | BYTES -> values.attribute(draft.attributes);
        case (7 << 3) | VARINT -> draft.droppedAttributes = in.varint();
        case (8 << 3) | FIXED32 -> draft.flags = in.fixed32();
        case (9 << 3) | BYTES -> {
          values.id("trace_id", 16);
          draft.traceHigh = values.idHigh;
          draft.traceLow = values.idLow;
        }
        case (10 << 3) | BYTES -> {
          values.id("span_id", 8);
          draft.span = values.idLow;
        }
        case (11 << 3) | FIXED64 -> draft.observedNanos = in.fixed64();
        case (12 << 3) | BYTES -> draft.eventName = values.name();
        default -> in.skip(tag);
      }
    }
    return draft.build(origin, out);
  }
}
