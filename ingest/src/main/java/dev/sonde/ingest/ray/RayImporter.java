package dev.sonde.ingest.ray;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.chrome.Sniffer;
import dev.sonde.ingest.chrome.TraceEvents;
import dev.sonde.model.EventSink;
import java.io.IOException;

/** What {@code ray.timeline()} and {@code ray timeline} write. */
public final class RayImporter implements Importer {

  @Override
  public String format() {
    return "ray";
  }

  @Override
  public String purpose() {
    return "Ray's timeline: executions of tasks and their phases, by worker";
  }

  @Override
  public Match sniff(Head head) {
    return Sniffer.finds(head, Sniffer::isRays) ? Match.YES : Match.NO;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    Timeline timeline = new Timeline(input, batches, problems);
    TraceEvents.read(input, problems, false, timeline);
    timeline.flush();
    batches.flush();
  }
}
