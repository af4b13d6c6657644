package dev.sonde.ingest.chrome;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import java.io.IOException;

/** Chrome's trace events, which many profilers write, and Sonde's own export of them. */
public final class ChromeImporter implements Importer {

  @Override
  public String format() {
    return "chrome";
  }

  @Override
  public String purpose() {
    return "Chrome trace events: a list, closed or not, or {\"traceEvents\": [...]}";
  }

  @Override
  public Match sniff(Head head) {
    if (!Sniffer.finds(head, category -> true)) {
      return Match.NO;
    }
    return Sniffer.finds(head, Sniffer::isRays) ? Match.MAYBE : Match.YES;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    Trace trace = new Trace(input, batches, problems);
    TraceEvents.read(input, problems, true, trace);
    trace.end();
    batches.flush();
  }
}
