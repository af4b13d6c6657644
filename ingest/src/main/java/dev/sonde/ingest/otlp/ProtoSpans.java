package dev.sonde.ingest.otlp;

import static dev.sonde.ingest.otlp.ProtoReader.BYTES;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED32;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED64;
import static dev.sonde.ingest.otlp.ProtoReader.VARINT;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Span;
import org.jspecify.annotations.Nullable;

/** Reads spans; the numbers are those of trace.proto. */
final class ProtoSpans {

  private final ProtoReader in;
  private final ProtoValues values;
  private final Output out;
  private final SpanDraft draft = new SpanDraft();
  private final Attributes.Builder inner = Attributes.builder();

  ProtoSpans(ProtoReader in, ProtoValues values, Output out) {
    this.in = in;
    this.values = values;
    this.out = out;
  }

  @Nullable Span read(Origin origin) throws ProtoReader.Damage {
    draft.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> {
          values.id("trace_id", 16);
          draft.traceHigh = values.idHigh;
          draft.traceLow = values.idLow;
        }
        case (2 << 3) | BYTES -> draft.span = spanId("span_id");
        case (3 << 3) | BYTES -> draft.traceState = in.text();
        case (4 << 3) | BYTES -> draft.parent = spanId("parent_span_id");
        case (5 << 3) | BYTES -> draft.name = values.name();
        case (6 << 3) | VARINT -> draft.kind = in.varint();
        case (7 << 3) | FIXED64 -> draft.startNanos = in.fixed64();
        case (8 << 3) | FIXED64 -> draft.endNanos = in.fixed64();
        case (9 << 3) | BYTES -> values.attribute(draft.attributes);
        case (10 << 3) | VARINT -> draft.droppedAttributes = in.varint();
        case (11 << 3) | BYTES -> moment();
        case (12 << 3) | VARINT -> draft.droppedEvents = in.varint();
        case (13 << 3) | BYTES -> link();
        case (14 << 3) | VARINT -> draft.droppedLinks = in.varint();
        case (15 << 3) | BYTES -> status();
        case (16 << 3) | FIXED32 -> draft.flags = in.fixed32();
        default -> in.skip(tag);
      }
    }
    return draft.build(origin, out);
  }

  private long spanId(String field) throws ProtoReader.Damage {
    values.id(field, 8);
    return values.idLow;
  }

  private void status() throws ProtoReader.Damage {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (2 << 3) | BYTES -> draft.statusMessage = values.name();
        case (3 << 3) | VARINT -> draft.status = in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void moment() throws ProtoReader.Damage {
    int outer = in.enter();
    long time = 0;
    String name = "";
    long dropped = 0;
    inner.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | FIXED64 -> time = in.fixed64();
        case (2 << 3) | BYTES -> name = values.name();
        case (3 << 3) | BYTES -> values.attribute(inner);
        case (4 << 3) | VARINT -> dropped = in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.addMoment(time, name, inner.build(), dropped);
  }

  private void link() throws ProtoReader.Damage {
    int outer = in.enter();
    long high = 0;
    long low = 0;
    long span = 0;
    String traceState = "";
    long dropped = 0;
    long flags = 0;
    inner.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> {
          values.id("trace_id of a link", 16);
          high = values.idHigh;
          low = values.idLow;
        }
        case (2 << 3) | BYTES -> span = spanId("span_id of a link");
        case (3 << 3) | BYTES -> traceState = in.text();
        case (4 << 3) | BYTES -> values.attribute(inner);
        case (5 << 3) | VARINT -> dropped = in.varint();
        case (6 << 3) | FIXED32 -> flags = in.fixed32();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    draft.links.add(SpanDraft.link(high, low, span, inner.build(), traceState, flags, dropped));
  }
}
