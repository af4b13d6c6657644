package dev.sonde.ingest.scalable;

import dev.sonde.ingest.Batches;
import dev.sonde.ingest.FolderImporter;
import dev.sonde.ingest.FolderInput;
import dev.sonde.ingest.FolderView;
import dev.sonde.ingest.Head;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.JsonRows;
import dev.sonde.model.Attributes;
import dev.sonde.model.EventSink;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A run directory of Scalable: run.json, and files of rows of which any may be missing. */
public final class ScalableImporter implements FolderImporter {

  private static final Set<String> FILES =
      Set.of(
          "run.json",
          "plan.json",
          "summary.json",
          "manifest.lock",
          "tasks.jsonl",
          "resources.jsonl",
          "workers.jsonl",
          "failures.jsonl",
          "cache.jsonl",
          "artifacts.jsonl",
          "cost.jsonl");

  /** Of run.json in one dialect or another, beside {@code run_id}. */
  private static final List<String> RUN_FIELDS =
      List.of(
          "\"manifest_lock\"",
          "\"target_name\"",
          "\"provider_name\"",
          "\"target\"",
          "\"start_time\"");

  /** How many rows are looked at, as the first may be damaged. */
  private static final int LOOKED_AT = 10;

  @Override
  public String format() {
    return "scalable-run";
  }

  @Override
  public String purpose() {
    return "Scalable's run directories: run.json, tasks.jsonl and others; one, or the folder of all";
  }

  @Override
  public List<String> claim(FolderView folder) {
    boolean own =
        isRun(folder.head("run.json"))
            || hasRow(folder.head("tasks.jsonl"))
            || hasRow(folder.head("workers.jsonl"))
            || hasRow(folder.head("failures.jsonl"));
    return own ? folder.names().stream().filter(FILES::contains).toList() : List.of();
  }

  /** Also where it is cut: it is written anew at the end of a run. */
  private static boolean isRun(@Nullable Head head) {
    if (head == null) {
      return false;
    }
    String text = head.text().stripLeading();
    return text.startsWith("{")
        && text.contains("\"run_id\"")
        && RUN_FIELDS.stream().anyMatch(text::contains);
  }

  private static boolean hasRow(@Nullable Head head) {
    return head != null
        && JsonRows.begun(head.bytes(), LOOKED_AT).stream().anyMatch(ScalableImporter::isRow);
  }

  private static boolean isRow(Attributes row) {
    String event = row.text("event");
    return (row.has("event_type") && row.has("run_id") && row.has("schema_version"))
        || (row.has("state") && row.has("task_name") && row.has("task_id"))
        || (event != null && event.startsWith("task_") && row.has("task"));
  }

  @Override
  public void read(FolderInput folder, EventSink sink, Problems problems) throws IOException {
    Batches batches = new Batches(sink);
    Run run = Run.of(folder, problems);
    Records records = new Records(run, batches, problems);
    TaskRows tasks = new TaskRows(records, closed(folder, run));
    FactRows facts = new FactRows(records, tasks);
    folder.read("tasks.jsonl", input -> JsonRows.read(input, problems, tasks::take));
    folder.read("failures.jsonl", input -> JsonRows.read(input, problems, facts::failure));
    tasks.finish();
    folder.read("workers.jsonl", input -> JsonRows.read(input, problems, facts::worker));
    folder.read("resources.jsonl", input -> JsonRows.read(input, problems, facts::resource));
    folder.read("cache.jsonl", input -> JsonRows.read(input, problems, facts::lookup));
    folder.read("artifacts.jsonl", input -> JsonRows.read(input, problems, facts::artifact));
    folder.read("cost.jsonl", input -> JsonRows.read(input, problems, facts::cost));
    folder.read("summary.json", input -> tasks.compare(JsonRows.object(input, problems), input));
    records.run(facts.sessionFailure());
    batches.flush();
  }

  /** When the cluster was closed, else when the run ended; null where it never was. */
  private static @Nullable Long closed(FolderInput folder, Run run) throws IOException {
    Long[] closed = {run.endNanos()};
    // Its problems are noted as its rows are taken in.
    folder.read(
        "workers.jsonl",
        input ->
            JsonRows.read(
                input,
                new Problems(),
                (row, where) -> {
                  Long at = Times.nanos(row.text("timestamp"), null);
                  if (at != null && "cluster_closed".equals(row.text("state"))) {
                    closed[0] = at;
                  }
                }));
    return closed[0];
  }
}
