package dev.sonde.engine.view.difference;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A key that could tell the sets apart.
 *
 * @param numeric whether all of its values are numbers
 * @param resource whether it stands on resources, which costs more to reach
 */
record Compared(String key, boolean numeric, boolean resource) {

  private static final Sql KEYS = Sql.of(Compared.class, "keys");

  /** Keys that records have in columns, also where no attribute says so. */
  private static final List<String> OF_SPANS =
      List.of(
          Keys.TASK_PREFIX,
          Keys.WORKER_ID,
          Keys.SERVICE_NAME,
          "name",
          Keys.RUN_ID,
          "status",
          "component",
          Keys.TASK_PHASE);

  private static final List<String> OF_EVENTS =
      List.of("name", Keys.SERVICE_NAME, Keys.WORKER_ID, Keys.RUN_ID, Keys.TASK_PREFIX, "severity");

  /** More keys are data in the place of keys. */
  private static final int MOST = 400;

  /** All of them, by name. */
  static List<Compared> all(Sets sets, Ask ask) {
    boolean events = sets.relation().equals("event");
    Map<String, Compared> all = new TreeMap<>();
    for (String column : events ? OF_EVENTS : OF_SPANS) {
      all.put(column, new Compared(column, false, false));
    }
    if (!events) {
      all.put("duration_s", new Compared("duration_s", true, false));
    }
    Set<String> numbers = Set.of("int", "real");
    ask.rows(
            KEYS.with("places", events ? "'event'" : "'span'"),
            row ->
                new Compared(
                    row.text("key"),
                    numbers.containsAll(row.texts("kinds")),
                    row.truth("resource")))
        .forEach(found -> all.putIfAbsent(found.key, found));
    List<Compared> list = new ArrayList<>(all.values());
    return List.copyOf(list.subList(0, Math.min(MOST, list.size())));
  }

  /** What everybody knows first. */
  int rank() {
    int rank = OF_SPANS.indexOf(key);
    return rank < 0 ? OF_SPANS.size() : rank;
  }

  /** Times are no more than an id where sets were chosen otherwise. */
  boolean moment() {
    return key.endsWith("_unix_nano") || key.endsWith("_ns");
  }
}
