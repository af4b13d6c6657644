package dev.sonde.ingest.spark;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.regex.Pattern;

/** Spark's event logs: whole ones, and the parts of rolled ones. */
public final class SparkImporter implements Importer {

  private static final Pattern EVENT =
      Pattern.compile(
          "^\\s*+\\{\\s*+\"Event\"\\s*+:\\s*+\"(SparkListener|org\\.apache\\.spark\\.)",
          Pattern.MULTILINE);

  @Override
  public String format() {
    return "spark-eventlog";
  }

  @Override
  public String purpose() {
    return "Spark's event logs: one event a line, whole or rolled";
  }

  @Override
  public Match sniff(Head head) {
    return EVENT.matcher(head.text()).find() ? Match.YES : Match.NO;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    new SparkReader(input, batches, problems).run();
    batches.flush();
  }
}
