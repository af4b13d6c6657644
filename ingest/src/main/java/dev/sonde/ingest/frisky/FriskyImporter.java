package dev.sonde.ingest.frisky;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import java.io.IOException;

/** Frisky's spans.json, in all the containers that its users keep it in. */
public final class FriskyImporter implements Importer {

  /** Python writes NaN and Infinity as such, and its strings may hold control characters. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  @Override
  public String format() {
    return "frisky-spans";
  }

  @Override
  public String purpose() {
    return "Frisky's spans.json: a list of spans, {\"spans\": [...]}, or one span a line";
  }

  @Override
  public Match sniff(Head head) {
    return Sniffer.look(head);
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    new FriskyReader(input, batches, problems).run();
    batches.flush();
  }
}
