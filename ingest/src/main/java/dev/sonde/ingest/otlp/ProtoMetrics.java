package dev.sonde.ingest.otlp;

import static dev.sonde.ingest.otlp.ProtoReader.BYTES;
import static dev.sonde.ingest.otlp.ProtoReader.VARINT;

import dev.sonde.model.Attributes;
import dev.sonde.model.Origin;
import dev.sonde.model.Sample;
import java.util.function.Consumer;

/** Reads metrics of all kinds; the numbers are those of metrics.proto. */
final class ProtoMetrics {

  private final ProtoReader in;
  private final ProtoValues values;
  private final Output out;
  private final MetricDraft draft = new MetricDraft();
  private final ProtoPoints points;
  private final Attributes.Builder metadata = Attributes.builder();

  ProtoMetrics(ProtoReader in, ProtoValues values, Output out) {
    this.in = in;
    this.values = values;
    this.out = out;
    this.points = new ProtoPoints(in, values, draft.point);
  }

  /** Reads a metric; what it has of points before damage is handed on. */
  void read(Origin origin, Consumer<Sample> samples) throws ProtoReader.Damage {
    draft.clear();
    metadata.clear();
    try {
      for (int tag = in.tag(); tag != 0; tag = in.tag()) {
        field(tag);
      }
    } finally {
      draft.metadata = metadata.build();
      draft.build(origin, out, samples);
    }
  }

  private void field(int tag) throws ProtoReader.Damage {
    switch (tag) {
      case (1 << 3) | BYTES -> draft.name = values.name();
      case (2 << 3) | BYTES -> draft.description = values.name();
      case (3 << 3) | BYTES -> draft.unit = values.name();
      case (5 << 3) | BYTES -> data(Sample.Shape.GAUGE);
      case (7 << 3) | BYTES -> data(Sample.Shape.SUM);
      case (9 << 3) | BYTES -> data(Sample.Shape.HISTOGRAM);
      case (10 << 3) | BYTES -> data(Sample.Shape.EXPONENTIAL_HISTOGRAM);
      case (11 << 3) | BYTES -> data(Sample.Shape.SUMMARY);
      case (12 << 3) | BYTES -> values.attribute(metadata);
      default -> in.skip(tag);
    }
  }

  private void data(Sample.Shape shape) throws ProtoReader.Damage {
    int outer = in.enter();
    for (int tag = in.tag(); tag != 0; tag = in.tag()) {
      switch (tag) {
        case (1 << 3) | BYTES -> {
          int within = in.enter();
          points.read(shape);
          in.leave(within);
          draft.add(shape);
        }
        case (2 << 3) | VARINT -> draft.temporality = in.varint();
        case (3 << 3) | VARINT -> draft.monotonic = in.varint() != 0;
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }
}
