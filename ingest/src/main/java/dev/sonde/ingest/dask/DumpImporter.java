package dev.sonde.ingest.dask;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.regex.Pattern;

/** What {@code Client.dump_cluster_state(format="yaml")} of Dask writes. */
public final class DumpImporter implements Importer {

  private static final Pattern BEGINS =
      Pattern.compile("\\s*+(scheduler|versions|workers):[ \\t\\r]*+\\n {2}\\S");
  private static final Pattern ADDRESS = Pattern.compile("\\R {2}address: [a-z]+://");

  @Override
  public String format() {
    return "dask-cluster-dump";
  }

  @Override
  public String purpose() {
    return "Dask's cluster dump (Client.dump_cluster_state) as YAML";
  }

  @Override
  public Match sniff(Head head) {
    String text = head.text();
    if (!BEGINS.matcher(text).lookingAt()) {
      return Match.NO;
    }
    boolean sure = text.contains("<TaskState ") || ADDRESS.matcher(text).find();
    return sure ? Match.YES : text.contains("distributed: ") ? Match.MAYBE : Match.NO;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    new DumpReader(input, batches, problems).run();
    batches.flush();
  }
}
