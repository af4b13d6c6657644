package dev.sonde.ingest.dask;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Importer;
import dev.sonde.ingest.Input;
import dev.sonde.ingest.Problems;
import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.regex.Pattern;

/** What {@code Client.get_task_stream} of Dask returns, as JSON. */
public final class TaskStreamImporter implements Importer {

  private static final Pattern BEGINS = Pattern.compile("\\s*+(\\[\\s*+)?+\\{\\s*+\"");
  private static final Pattern TASK = Pattern.compile("\"startstops\"\\s*+:\\s*+[\\[n(]");

  @Override
  public String format() {
    return "dask-task-stream";
  }

  @Override
  public String purpose() {
    return "Dask's task stream (Client.get_task_stream) as JSON: a list, or one task a line";
  }

  @Override
  public Match sniff(Head head) {
    String text = head.text();
    if (!BEGINS.matcher(text).lookingAt()) {
      return Match.NO;
    }
    if (TASK.matcher(text).find() && text.contains("\"worker\"")) {
      return Match.YES;
    }
    return text.contains("\"stimulus_id\"") ? Match.MAYBE : Match.NO;
  }

  @Override
  public void read(Input input, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    new TaskStreamReader(input, batches, problems).run();
    batches.flush();
  }
}
