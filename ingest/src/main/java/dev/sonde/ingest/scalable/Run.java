package dev.sonde.ingest.scalable;

import dev.sonde.ingest.FolderInput;
import dev.sonde.ingest.Problems;
import dev.sonde.ingest.json.JsonRows;
import dev.sonde.model.Attributes;
import dev.sonde.model.Value;
import dev.sonde.model.vocabulary.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What run.json, plan.json and the folder's name say.
 *
 * @param startNanos null where nothing says it
 * @param endNanos null where the run has not ended, or nobody wrote when
 * @param status in Scalable's word
 * @param facts by the conventions, and what else the files say
 */
record Run(
    String id,
    String name,
    @Nullable Long startNanos,
    @Nullable Long endNanos,
    @Nullable String status,
    Attributes facts) {

  private static final Pattern ID = Pattern.compile("run-\\d{8}T\\d{6}Z-(.+)-[0-9a-f]{8}");
  private static final int LOCK_LENGTH = 200;

  /** What stands elsewhere in the facts under a name of the conventions. */
  private static final Set<String> KNOWN =
      Set.of(
          "run_id",
          "project_name",
          "status",
          "manifest_lock",
          "started_at",
          "start_time",
          "finished_at",
          "ended_at");

  static Run of(FolderInput folder, Problems problems) throws IOException {
    Attributes[] read = {Attributes.EMPTY, Attributes.EMPTY};
    folder.read("run.json", input -> read[0] = orEmpty(JsonRows.object(input, problems)));
    folder.read("plan.json", input -> read[1] = orEmpty(JsonRows.object(input, problems)));
    String[] lock = {read[0].text("manifest_lock")};
    folder.read(
        "manifest.lock",
        input -> {
          byte[] bytes = input.stream().readNBytes(LOCK_LENGTH);
          lock[0] = lock[0] == null ? new String(bytes, StandardCharsets.UTF_8).strip() : lock[0];
        });
    return of(folder.lastName(), read[0], read[1], lock[0]);
  }

  private static Attributes orEmpty(@Nullable Attributes read) {
    return read == null ? Attributes.EMPTY : read;
  }

  private static Run of(
      String folder, Attributes run, Attributes plan, @Nullable String manifestLock) {
    String said = run.text("run_id");
    String id = said == null || said.isEmpty() ? folder : said;
    Long start = Times.nanos(first(run, "started_at", "start_time"), null);
    start = start == null ? Times.ofRunId(id) : start;
    Long end = Times.nanos(first(run, "finished_at", "ended_at"), null);
    Long length = Times.length(run.text("duration_s"));
    end = end == null && start != null && length != null ? (Long) (start + length) : end;
    String project = run.text("project_name");
    String name = project == null || project.isEmpty() ? name(id) : project;
    String status = run.text("status");
    Attributes.Builder facts = Attributes.builder().put(Keys.RUN_ID, id).put(Keys.RUN_NAME, name);
    put(facts, Keys.RUN_STATUS, status);
    put(facts, Keys.RUN_MANIFEST_HASH, manifestLock);
    run.forEach((key, value) -> putOther(facts, key, value));
    plan(facts, plan);
    return new Run(id, name, start, end, status, facts.build());
  }

  private static void plan(Attributes.Builder facts, Attributes plan) {
    putOther(facts, "plan.task_to_component", plan.get("task_to_component"));
    if (plan.get("scale_plan") instanceof Value.Map scale) {
      scale.entries().forEach((key, value) -> putOther(facts, "plan." + key, value));
    }
  }

  private static @Nullable String first(Attributes fields, String one, String other) {
    String text = fields.text(one);
    return text == null ? fields.text(other) : text;
  }

  private static void put(Attributes.Builder facts, String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      facts.put(key, value);
    }
  }

  private static void putOther(Attributes.Builder facts, String key, @Nullable Value value) {
    if (value != null && !(value instanceof Value.Empty) && !KNOWN.contains(key)) {
      facts.put(key, value);
    }
  }

  /** The project in an id; a project may hold hyphens. */
  private static String name(String id) {
    Matcher matcher = ID.matcher(id);
    return matcher.matches() ? matcher.group(1) : id;
  }

  /** Whether the session's end was reached; a killed process leaves {@code running} behind. */
  boolean isOver() {
    return status == null ? endNanos != null : !status.equals("running");
  }
}
