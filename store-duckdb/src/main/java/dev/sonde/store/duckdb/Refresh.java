package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * One refresh. It works from the keys that new records speak of, merges what can be merged, and looks at
 * earlier records only where a key has some that matter: then from the first moment at which they can
 * lie. Steps that have nothing to do are left out, as each statement costs a millisecond.
 */
final class Refresh {

  /** A span that makes an attempt known; a nested call keeps its key and has the role of a plain span. */
  private static final String MAKES_KNOWN =
      "task_key IS NOT NULL AND (role IN ('attempt', 'span') OR role = 'phase'"
          + " AND (starts_with(name, 'worker.exec.') OR name = 'worker.store_data'))";

  private static final String WORK_COLUMNS =
      "run_id, task_key, task_prefix, role, name, service, attempt, worker, start_ns, end_ns, status, error,"
          + " submitted_ns, ready_ns, assigned_ns, result_bytes, cache, seq, origin, trace_hi, trace_lo,"
          + " span_no, attributes";

  private static final Map<String, Sql> SCRIPTS = new HashMap<>();

  private static final long EVER = Long.MIN_VALUE;

  private final Database database;
  private final String schema;
  private final LongFunction<String> earlier;
  private final long from;
  private final long to;
  private final boolean first;
  private final Map<String, String> splices = new HashMap<>();
  private News news;
  private boolean hasNear;

  Refresh(Database database, String schema, LongFunction<String> earlier, long from, long to) {
    this.database = database;
    this.schema = schema;
    this.earlier = earlier;
    this.from = from;
    this.to = to;
    this.first = from < 0 && to == Derivation.ALL;
    splices.put("s", schema);
    splices.put("from", Long.toString(from));
    splices.put("makes_known", MAKES_KNOWN);
    splices.put("work_columns", WORK_COLUMNS);
    splices.put("fresh", fresh("spans"));
    splices.put("fresh_events", fresh("events"));
    splices.put("fresh_samples", fresh("samples"));
    splices.put("heard_old", first ? schema + "heard_tasks" : "heard_old");
    splices.put("known_crew", "");
    splices.put("less", "");
    this.news = News.EVERYTHING;
  }

  private String fresh(String table) {
    return first
        ? schema + table
        : "(FROM " + schema + table + " WHERE seq > " + from + " AND seq <= " + to + ")";
  }

  /** Spans that were removed. */
  long run() {
    news = news();
    long duplicates = 0;
    long gone = 0;
    if (news.spans() > 0) {
      near();
      duplicates = duplicates();
      gone = duplicates == 0 || first ? 0 : gone();
      if (duplicates > 0 && !first) {
        news = news();
      }
    }
    touched();
    boolean redone = gone > 0;
    redone |= nested(gone > 0);
    sources(redone);
    tasks(redone);
    things(redone);
    traces(gone > 0);
    problems(gone > 0);
    meta();
    clear(redone);
    return duplicates;
  }

  private News news() {
    if (first) {
      return News.EVERYTHING;
    }
    return News.read(database, splices);
  }

  private void near() {
    if (first) {
      return;
    }
    script("known_traces");
    String matter = " FROM known_trace" + (news.parented() > 0 ? "" : " WHERE trace_hi <> 0");
    long low =
        news.untraced() > 0
            ? EVER
            : database.number("SELECT coalesce(min(start_ns), " + Long.MAX_VALUE + ")" + matter);
    if (low < Long.MAX_VALUE) {
      earlier(low);
      script("near");
      hasNear = true;
    }
  }

  private long duplicates() {
    script("twins");
    String elders = "";
    if (!first) {
      if (hasNear) {
        script("elders");
      }
      if (news.counted() > 0) {
        splices.put("low", Long.toString(news.countedLow()));
        splices.put("high", Long.toString(news.countedHigh()));
        earlier(news.countedLow());
        script("counted_elders");
      }
    }
    if (database.number("SELECT count(*) FROM suspect") == 0) {
      return 0;
    }
    if (!first) {
      elders =
          "UNION ALL BY NAME FROM "
              + earlier.apply(EVER)
              + " WHERE seq IN (SELECT seq FROM suspect)";
    }
    splices.put("elders", elders);
    splices.put("sealed_first", first ? "" : "s.seq IN (SELECT seq FROM " + schema + "spans),");
    script("duplicates");
    return database.number("SELECT count(*) FROM surplus");
  }

  /** Of removed records those that were derived from before. */
  private long gone() {
    long gone =
        database.execute(
            "INSERT INTO gone BY NAME SELECT * EXCLUDE (succeeded) FROM surplus WHERE seq <= "
                + from);
    if (gone > 0) {
      script("gone");
    }
    return gone;
  }

  private void touched() {
    if (!first && (news.keyed() > 0 || news.keyedEvents() > 0)) {
      script("touched");
    }
  }

  /** Whether earlier records changed. */
  private boolean nested(boolean gone) {
    boolean gaps =
        !first
            && news.spans() > 0
            && database.number("SELECT count(*) FROM " + schema + "gaps") > 0;
    if (news.attempts() == 0 && !gaps && !gone) {
      return false;
    }
    earlier(EVER);
    splices.put("earlier_calls", first ? "" : text("earlier_calls"));
    splices.put(
        "gaps", (gaps ? text("filled_gaps") : "") + (gone ? "\n" + text("other_parents") : ""));
    script("nest_tasks");
    if (database.number("SELECT count(*) FROM nest_task") == 0) {
      return false;
    }
    splices.put(
        "all",
        first ? schema + "spans" : "(FROM " + earlier.apply(EVER) + " WHERE seq <= " + to + ")");
    script("nested");
    boolean changed = false;
    if (!first) {
      script("nested_roles");
      changed = database.number("SELECT count(*) FROM redo_task") > 0;
    }
    script("roles");
    return changed;
  }

  /** Where each domain reads from: the new records, and all of keys that are derived afresh. */
  private void sources(boolean redone) {
    for (String domain : new String[] {"task", "data", "trace", "run", "crew"}) {
      splices.put("of_" + domain, splices.getOrDefault("fresh", ""));
    }
    splices.put("hearing", "hearing");
    if (!redone) {
      return;
    }
    source("task", "redo_task r ON r.run_id = e.run_id AND r.task_key = e.task_key");
    source("data", "redo_task r ON r.run_id = e.run_id AND r.task_key = e.data_key");
    source("trace", "redo_trace r ON r.trace_hi = e.trace_hi AND r.trace_lo = e.trace_lo");
    source("run", "redo_run r ON r.run_id = e.run_id");
    source("crew", "redo_crew r ON r.run_id = e.run_id AND r.worker = e.worker");
    splices.put(
        "hearing",
        "(FROM hearing UNION ALL FROM (FROM "
            + schema
            + "heard_tasks SEMI JOIN redo_task USING (run_id, task_key))"
            + " ANTI JOIN hearing USING (run_id, task_key))");
  }

  private void source(String domain, String join) {
    splices.put(
        "of_" + domain,
        "(FROM "
            + splices.getOrDefault("fresh", "")
            + " UNION ALL BY NAME SELECT e.* FROM "
            + earlier.apply(EVER)
            + " e SEMI JOIN "
            + join
            + " WHERE e.seq <= "
            + from
            + ")");
  }

  private void tasks(boolean redone) {
    if (news.keyed() == 0 && news.keyedEvents() == 0 && !redone) {
      database.execute(
          "CREATE OR REPLACE TEMP TABLE task_now AS SELECT NULL::VARCHAR AS run_id,"
              + " false AS announced, false AS was_announced LIMIT 0");
      return;
    }
    splices.put("work", schema + "spans");
    splices.put("of_work", "");
    if (!first) {
      splices.put("redone", redone ? text("redone") : "");
      script("again");
      splices.put("work", "work");
      splices.put(
          "of_work", "SEMI JOIN (SELECT run_id, task_key FROM work) USING (run_id, task_key)");
      if (database.number("SELECT count(*) FROM again") > 0) {
        long low = database.number("SELECT min(tried_ns) FROM again");
        splices.put("low", Long.toString(low));
        earlier(low);
        script("earlier_work");
      }
      if (redone) {
        script("redo_tasks");
      }
    }
    script("tries");
    if (news.keyedEvents() > 0) {
      script("hearing");
    }
    heard(redone);
    script("tasks");
    if (!first && database.number("SELECT count(*) FROM task_old") > 0) {
      script("forget_tasks");
    }
    script("keep_tasks");
  }

  private void heard(boolean redone) {
    splices.put(
        "heard",
        first
            ? schema + "heard_tasks"
            : "(FROM hearing UNION ALL FROM "
                + (redone ? schema + "heard_tasks" : "heard_old")
                + " ANTI JOIN hearing USING (run_id, task_key))");
  }

  private void things(boolean redone) {
    if (news.presence() > 0) {
      script("presence");
    }
    if (news.placed() > 0 || news.presence() > 0 || redone) {
      crew();
    }
    if (news.events() > 0 || news.samples() > 0) {
      script("runs");
    }
    if (redone) {
      splices.put("less", text("less_runs"));
    }
    splices.put("roots", news.roots() > 0 || redone ? text("roots") : "");
    script("keep_runs");
    if (news.metrics() > 0) {
      script("measured");
    }
  }

  private void crew() {
    splices.put("busy", "tries");
    if (!first) {
      splices.put("known_crew", text("known_crew"));
      splices.put("busy", busy());
    }
    script("crew");
    if (database.number("SELECT count(*) FROM crew_changed") > 0) {
      script("workers");
    }
  }

  private String busy() {
    boolean recounts = database.number("SELECT count(*) FROM redo_busy") > 0;
    String time =
        news.attempts() == 0
            ? "false"
            : "start_ns <= "
                + news.attemptsHigh()
                + " AND (end_ns >= "
                + news.attemptsLow()
                + " OR end_ns IS NULL)";
    return "(SELECT run_id, worker, start_ns, end_ns, false AS inferred FROM "
        + earlier.apply(EVER)
        + " e WHERE role = 'attempt' AND task_key IS NOT NULL AND seq <= "
        + to
        + " AND ("
        + time
        + (recounts
            ? " OR EXISTS (FROM redo_busy b WHERE b.run_id = e.run_id AND b.worker = e.worker)))"
            : "))");
  }

  private void traces(boolean gone) {
    if (news.spans() == 0 && !gone) {
      return;
    }
    script("traces");
    if (!first) {
      splices.put("redone_traces", gone ? text("redone_traces") : "");
      script("merge_traces");
    }
    script("keep_traces");
  }

  private void problems(boolean gone) {
    boolean changed = gone;
    splices.put("children", splices.getOrDefault("fresh", ""));
    splices.put("parents", splices.getOrDefault("fresh", ""));
    if (!first) {
      String parents = "SELECT trace_hi, trace_lo, span_no, start_ns FROM ";
      splices.put(
          "parents", "(" + parents + splices.get("fresh") + " UNION ALL " + parents + "near)");
    }
    if (gone) {
      earlier(EVER);
      script("left_children");
      String columns = "SELECT seq, start_ns, trace_hi, trace_lo, parent_no FROM ";
      splices.put(
          "children",
          "(" + columns + splices.get("fresh") + " UNION ALL " + columns + "left_child)");
    }
    if (!first && news.spans() > 0) {
      script("reunion");
      if (database.number("SELECT count(*) FROM reunited") > 0) {
        script("reunited");
        changed = true;
      }
    }
    if (news.odd() > 0) {
      script("oddities");
      changed = true;
    }
    if (news.parented() > 0 || gone) {
      changed |= database.execute(text("families").replaceFirst(";\\s*$", "")) != 0;
    }
    if (news.messages() > 0) {
      script("messages");
      changed = true;
    }
    if (changed) {
      script("problems");
    }
  }

  private void meta() {
    splices.put("events", Long.toString(news.events()));
    splices.put("samples", Long.toString(news.samples()));
    if (first) {
      splices.put("events", "(SELECT count(*) FROM " + schema + "events)");
      splices.put("samples", "(SELECT count(*) FROM " + schema + "samples)");
    }
    script("meta");
  }

  /** Empties the sets that not every refresh makes anew. */
  private void clear(boolean redone) {
    database.execute("TRUNCATE hearing");
    if (first) {
      return;
    }
    database.execute("TRUNCATE near");
    database.execute("TRUNCATE task_old");
    database.execute("TRUNCATE heard_old");
    if (!redone) {
      return;
    }
    for (String set :
        new String[] {
          "gone", "redo_task", "redo_trace", "redo_run", "redo_crew", "redo_busy", "vanished"
        }) {
      database.execute("TRUNCATE " + set);
    }
  }

  private void earlier(long low) {
    splices.put("earlier", earlier.apply(low));
    splices.put("low", Long.toString(low));
  }

  private void script(String name) {
    database.script(spliced(name));
  }

  private String text(String name) {
    return spliced(name).text();
  }

  private Sql spliced(String name) {
    Sql sql;
    synchronized (SCRIPTS) {
      sql = SCRIPTS.computeIfAbsent(name, n -> Sql.of(Refresh.class, n));
    }
    for (Map.Entry<String, String> splice : splices.entrySet()) {
      sql = sql.with(splice.getKey(), splice.getValue());
    }
    return sql;
  }
}
