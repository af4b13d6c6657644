package dev.sonde.engine.view.criticalpath;

import dev.sonde.engine.analysis.path.CriticalPath;
import dev.sonde.engine.analysis.path.Heading;
import dev.sonde.engine.analysis.path.Host;
import dev.sonde.engine.analysis.path.SpanPath;
import dev.sonde.engine.analysis.path.Work;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import dev.sonde.model.vocabulary.SpanNames;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's critical path is made from, and the path. */
final class PathRows {

  private static final Sql WORKS = Sql.of(PathRows.class, "works");
  private static final Sql DEPENDENCIES = Sql.of(PathRows.class, "dependencies");
  private static final Sql HOSTS = Sql.of(PathRows.class, "hosts");
  private static final Sql STEPS = Sql.of(PathRows.class, "steps");
  private static final Sql MESSAGES = Sql.of(PathRows.class, "messages");

  private PathRows() {}

  /**
   * A path, and whether dependencies of tasks were known for it.
   *
   * @param tasks whether the run has tasks at all
   */
  record Found(CriticalPath path, boolean dependencies, boolean tasks) {}

  static Found find(Ask ask, long startNanos, long endNanos) {
    List<Work> works = ask.rows(WORKS.with("phase", ask.attribute(Keys.RUN_PHASE)), PathRows::work);
    if (works.stream().noneMatch(Work::attempt)) {
      return new Found(steps(ask, startNanos, endNanos), false, false);
    }
    Map<String, List<String>> dependencies = new HashMap<>();
    ask.rows(
        DEPENDENCIES, row -> dependencies.put(row.text("task_key"), row.texts("dependencies")));
    List<Host> hosts =
        ask.rows(
            HOSTS,
            row ->
                new Host(
                    row.text("worker"),
                    (int) row.integer("slots"),
                    row.integerOrNull("added_ns"),
                    row.integerOrNull("removed_ns")));
    return new Found(
        CriticalPath.of(startNanos, endNanos, works, dependencies, hosts),
        !dependencies.isEmpty(),
        true);
  }

  private static CriticalPath steps(Ask ask, long startNanos, long endNanos) {
    List<SpanPath.Node> nodes =
        ask.rows(
            STEPS.with("agent", ask.attribute(Keys.GEN_AI_AGENT_NAME)),
            row ->
                new SpanPath.Node(
                    id(row, "trace_id", "span_id"),
                    row.textOrNull("parent_id") == null ? null : id(row, "trace_id", "parent_id"),
                    step(row)));
    List<SpanPath.Message> messages =
        ask.rows(
            MESSAGES
                .with("id", ask.attribute(Keys.MESSAGE_ID))
                .with("from", ask.attribute(Keys.MESSAGE_FROM))
                .with("to", ask.attribute(Keys.MESSAGE_TO)),
            row ->
                new SpanPath.Message(
                    row.textOrNull("sender") == null ? null : id(row, "sender_trace", "sender"),
                    row.textOrNull("receiver") == null
                        ? null
                        : id(row, "receiver_trace", "receiver"),
                    row.integer("sent_ns"),
                    row.integer("received_ns")));
    return SpanPath.of(startNanos, endNanos, nodes, messages);
  }

  private static String id(Row row, String trace, String span) {
    return row.textOrNull(trace) + ":" + row.textOrNull(span);
  }

  private static Work step(Row row) {
    String role = row.text("role");
    return new Work(
        role.equals("run") ? Heading.UNKNOWN : heading(role, row.text("name"), null, false),
        false,
        null,
        null,
        row.textOrNull("name"),
        row.textOrNull("party"),
        null,
        null,
        row.textOrNull("span_id"),
        row.integer("start_ns"),
        Math.max(row.integer("start_ns"), row.integer("end_ns")),
        null,
        null);
  }

  private static Work work(Row row) {
    String role = row.text("role");
    boolean repeated = Boolean.TRUE.equals(row.truthOrNull("repeated"));
    return new Work(
        heading(role, row.text("name"), row.textOrNull("phase"), repeated),
        role.equals("attempt"),
        row.textOrNull("task_key"),
        row.textOrNull("task_prefix"),
        row.textOrNull("name"),
        row.textOrNull("worker"),
        row.textOrNull("peer"),
        row.textOrNull("data_key"),
        row.textOrNull("span_id"),
        row.integer("start_ns"),
        Math.max(row.integer("start_ns"), row.integer("end_ns")),
        row.integerOrNull("submitted_ns"),
        row.integerOrNull("assigned_ns"));
  }

  private static Heading heading(
      String role, String name, @Nullable String phase, boolean repeated) {
    return switch (role) {
      case "attempt" -> repeated ? Heading.RETRY : Heading.COMPUTE;
      case "transfer" -> Heading.TRANSFER;
      case "spill" -> Heading.SPILL;
      case "scheduler" -> Heading.SCHEDULER;
      case "client" -> Heading.CLIENT;
      case "phase" -> phase == null ? listed(name) : phase(phase);
      default -> Heading.COMPUTE;
    };
  }

  private static Heading phase(String phase) {
    return switch (phase) {
      case "lock" -> Heading.LOCK;
      case "serialize", "deserialize" -> Heading.SERIALIZE;
      default -> Heading.SCHEDULER;
    };
  }

  private static Heading listed(String name) {
    String heading = SpanNames.of(name).heading();
    return heading.isEmpty() ? Heading.UNKNOWN : Heading.valueOf(heading.toUpperCase(Locale.ROOT));
  }
}
