package dev.sonde.engine.view.thing;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.record.Ids;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.thing.ThingResult.Often;
import dev.sonde.engine.view.thing.ThingResult.Related;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the records of a thing name beside the thing itself. */
final class Relations {

  private static final Sql RELATED = Sql.of(Relations.class, "related");

  /** Values that are named of each key. */
  private static final long MOST = 3;

  /** In the order of the bits of SQL's {@code grouping}; the last is the trace. */
  private static final List<String> COLUMNS =
      List.of(
          "name",
          "service",
          "worker",
          "task_key",
          "task_prefix",
          "run_id",
          "agent",
          "host",
          "process",
          "trace_hi");

  private static final Map<String, String> KEYS =
      Map.of(
          "service", Keys.SERVICE_NAME,
          "worker", Keys.WORKER_ID,
          "task_key", Keys.TASK_KEY,
          "task_prefix", Keys.TASK_PREFIX,
          "run_id", Keys.RUN_ID,
          "agent", Keys.GEN_AI_AGENT_NAME,
          "host", "host.name",
          "process", "process.pid",
          "trace_hi", "trace_id");

  private record Counted(String key, long values, Often often) {}

  private Relations() {}

  static List<Related> of(Named named, Ask ask) {
    Sql sql = ThingView.of(named, RELATED, ask);
    for (String relation : List.of("span", "event", "sample")) {
      sql =
          sql.with(relation + "_agent", ask.value(relation, Keys.GEN_AI_AGENT_NAME))
              .with(relation + "_host", ask.value(relation, "host.name"))
              .with(relation + "_process", ask.value(relation, "process.pid"));
    }
    Map<String, List<Counted>> byKey = new LinkedHashMap<>();
    ask.rows(sql, Map.of("most", MOST), Relations::counted)
        .forEach(each -> byKey.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each));
    List<Related> related = new ArrayList<>();
    byKey.forEach((key, values) -> {
      if (!named.keys().contains(key)) {
        related.add(
            new Related(
                key, values.getFirst().values(), values.stream().map(Counted::often).toList()));
      }
    });
    return related;
  }

  private static Counted counted(Row row) {
    // A column that was grouped by has a zero in its place.
    long kept = ~row.integer("left_out") & ((1L << COLUMNS.size()) - 1);
    String column = COLUMNS.get(COLUMNS.size() - 1 - Long.numberOfTrailingZeros(kept));
    String value = column.equals("trace_hi") ? String.valueOf(Ids.trace(row)) : row.text(column);
    return new Counted(
        KEYS.getOrDefault(column, column),
        row.integer("values"),
        new Often(value, row.integer("records")));
  }
}
