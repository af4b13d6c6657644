package dev.sonde.ingest.otlp;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import java.io.IOException;

/**
 * OTLP in protobuf's encoding: one message, or a sequence of messages with their lengths before them, as
 * the Collector's file exporter and protobuf's own libraries write them.
 */
public final class OtlpProtobufImporter implements Importer {

  @Override
  public String format() {
    return "otlp-protobuf";
  }

  @Override
  public String purpose() {
    return "OpenTelemetry (OTLP) as protobuf, one message or a sequence: traces, logs, metrics";
  }

  @Override
  public Match sniff(Head head) {
    return ProtoContainer.of(head.bytes(), head.bytes().length) == null ? Match.NO : Match.YES;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    try {
      new ProtoFile(input, batches, problems).read();
    } finally {
      batches.flush();
    }
  }
}
