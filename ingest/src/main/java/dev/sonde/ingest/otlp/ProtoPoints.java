package dev.sonde.ingest.otlp;

import static dev.sonde.ingest.otlp.ProtoReader.BYTES;
import static dev.sonde.ingest.otlp.ProtoReader.FIXED64;
import static dev.sonde.ingest.otlp.ProtoReader.VARINT;

import dev.sonde.model.Attributes;
import dev.sonde.model.Sample;
import dev.sonde.model.Value;
import java.util.ArrayList;
import java.util.List;

/** Reads data points; their four messages give the same number to different things. */
final class ProtoPoints {

  private static final int START = (2 << 3) | FIXED64;
  private static final int TIME = (3 << 3) | FIXED64;

  private final ProtoReader in;
  private final ProtoValues values;
  private final PointDraft draft;
  private final Attributes.Builder filtered = Attributes.builder();

  ProtoPoints(ProtoReader in, ProtoValues values, PointDraft draft) {
    this.in = in;
    this.values = values;
    this.draft = draft;
  }

  /** Fills the draft with the point that the reader has entered. */
  void read(Sample.Shape shape) throws ProtoReader.Damage {
    draft.clear(shape);
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      if (tag == START) {
        draft.startNanos = in.fixed64();
      } else if (tag == TIME) {
        draft.timeNanos = in.fixed64();
      } else {
        switch (shape) {
          case GAUGE, SUM -> number(tag);
          case HISTOGRAM -> histogram(tag);
          case EXPONENTIAL_HISTOGRAM -> exponential(tag);
          case SUMMARY -> summary(tag);
        }
      }
    }
  }

  private void number(int tag) throws ProtoReader.Damage {
    switch (tag) {
      case (4 << 3) | FIXED64 -> draft.setReal(in.real());
      case (5 << 3) | BYTES -> draft.exemplars.add(exemplar());
      case (6 << 3) | FIXED64 -> draft.setInt(in.fixed64());
      case (7 << 3) | BYTES -> values.attribute(draft.attributes);
      case (8 << 3) | VARINT -> draft.flags = in.varint();
      default -> in.skip(tag);
    }
  }

  private void histogram(int tag) throws ProtoReader.Damage {
    switch (tag) {
      case (4 << 3) | FIXED64 -> draft.count = in.fixed64();
      case (5 << 3) | FIXED64 -> draft.setReal(in.real());
      case (6 << 3) | FIXED64 -> draft.buckets.add(Value.of(in.fixed64()));
      case (6 << 3) | BYTES -> packed(draft.buckets, false);
      case (7 << 3) | FIXED64 -> draft.bounds.add(Value.of(in.real()));
      case (7 << 3) | BYTES -> packed(draft.bounds, true);
      case (8 << 3) | BYTES -> draft.exemplars.add(exemplar());
      case (9 << 3) | BYTES -> values.attribute(draft.attributes);
      case (10 << 3) | VARINT -> draft.flags = in.varint();
      case (11 << 3) | FIXED64 -> draft.min = Value.of(in.real());
      case (12 << 3) | FIXED64 -> draft.max = Value.of(in.real());
      default -> in.skip(tag);
    }
  }

  private void exponential(int tag) throws ProtoReader.Damage {
    switch (tag) {
      case (1 << 3) | BYTES -> values.attribute(draft.attributes);
      case (4 << 3) | FIXED64 -> draft.count = in.fixed64();
      case (5 << 3) | FIXED64 -> draft.setReal(in.real());
      case (6 << 3) | VARINT -> draft.scale = ProtoReader.signed(in.varint());
      case (7 << 3) | FIXED64 -> draft.zeroCount = in.fixed64();
      case (8 << 3) | BYTES -> draft.positive = buckets();
      case (9 << 3) | BYTES -> draft.negative = buckets();
      case (10 << 3) | VARINT -> draft.flags = in.varint();
      case (11 << 3) | BYTES -> draft.exemplars.add(exemplar());
      case (12 << 3) | FIXED64 -> draft.min = Value.of(in.real());
      case (13 << 3) | FIXED64 -> draft.max = Value.of(in.real());
      case (14 << 3) | FIXED64 -> draft.zeroThreshold = in.real();
      default -> in.skip(tag);
    }
  }

  private void summary(int tag) throws ProtoReader.Damage {
    switch (tag) {
      case (4 << 3) | FIXED64 -> draft.count = in.fixed64();
      case (5 << 3) | FIXED64 -> draft.setReal(in.real());
      case (6 << 3) | BYTES -> draft.quantiles.add(quantile());
      case (7 << 3) | BYTES -> values.attribute(draft.attributes);
      case (8 << 3) | VARINT -> draft.flags = in.varint();
      default -> in.skip(tag);
    }
  }

  private void packed(List<Value> into, boolean real) throws ProtoReader.Damage {
    int outer = in.enter();
    while (in.position() < in.limit()) {
      into.add(real ? Value.of(in.real()) : Value.of(in.fixed64()));
    }
    in.leave(outer);
  }

  private Attributes buckets() throws ProtoReader.Damage {
    int outer = in.enter();
    long offset = 0;
    List<Value> counts = new ArrayList<>();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | VARINT -> offset = ProtoReader.signed(in.varint());
        case (2 << 3) | VARINT -> counts.add(Value.of(in.varint()));
        case (2 << 3) | BYTES -> {
          int within = in.enter();
          while (in.position() < in.limit()) {
            counts.add(Value.of(in.varint()));
          }
          in.leave(within);
        }
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return PointDraft.buckets(offset, counts);
  }

  private Value quantile() throws ProtoReader.Damage {
    int outer = in.enter();
    double quantile = 0;
    double value = 0;
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | FIXED64 -> quantile = in.real();
        case (2 << 3) | FIXED64 -> value = in.real();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return PointDraft.quantile(quantile, value);
  }

  private Value exemplar() throws ProtoReader.Damage {
    int outer = in.enter();
    PointDraft.Exemplar exemplar = new PointDraft.Exemplar();
    filtered.clear();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (2 << 3) | FIXED64 -> exemplar.timeNanos = in.fixed64();
        case (3 << 3) | FIXED64 -> exemplar.set(in.real());
        case (4 << 3) | BYTES -> {
          values.id("span_id of an exemplar", 8);
          exemplar.span = values.idLow;
        }
        case (5 << 3) | BYTES -> {
          values.id("trace_id of an exemplar", 16);
          exemplar.traceHigh = values.idHigh;
          exemplar.traceLow = values.idLow;
        }
        case (6 << 3) | FIXED64 -> exemplar.set(in.fixed64());
        case (7 << 3) | BYTES -> values.attribute(filtered);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    exemplar.filtered = filtered.build();
    return exemplar.build();
  }
}
