package dev.sonde.ingest.jaeger;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.Elements;
import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;

/** What Jaeger's UI downloads and its query service answers: traces of spans and processes. */
public final class JaegerImporter implements Importer {

  private static final Elements.Shape SHAPE =
      new Elements.Shape("a span", Set.of("data", "spans"), false);

  private static final Pattern BEGINNING = Pattern.compile("\\s*[\\[{]");
  private static final Pattern ID = Pattern.compile("\"spanID\"\\s*:\\s*\"");
  private static final Pattern NAME = Pattern.compile("\"operationName\"\\s*:\\s*\"");

  @Override
  public String format() {
    return "jaeger";
  }

  @Override
  public String purpose() {
    return "Jaeger's traces (JSON of its UI and of /api/traces)";
  }

  @Override
  public Match sniff(Head head) {
    String text = head.text();
    return BEGINNING.matcher(text).lookingAt()
            && ID.matcher(text).find()
            && NAME.matcher(text).find()
        ? Match.YES
        : Match.NO;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    JaegerReader reader = new JaegerReader(input, batches, problems);
    new Elements(input, problems, SHAPE, reader).run();
    reader.end();
    batches.flush();
  }
}
