package dev.sonde.engine.activity;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.ExecutionBuilder;
import dev.sonde.engine.analysis.execution.Heading;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the run that a question is about into the columns that analyses of time stand on. */
public final class Executions {

  private static final Sql TASKS = Sql.of(Executions.class, "run_tasks");
  private static final Sql NEEDS = Sql.of(Executions.class, "run_needs");
  private static final Sql CREW = Sql.of(Executions.class, "run_crew");
  private static final Sql PREFIXES = Sql.of(Executions.class, "run_prefixes");
  private static final Sql PAUSES = Sql.of(Executions.class, "run_pauses");
  private static final Sql MIDDLE = Sql.of(Executions.class, "run_middle");
  private static final Sql WORKS = Sql.of(Executions.class, "run_works");

  /** What the SQL adds to the heading of an attempt. */
  private static final int ATTEMPT = 32;

  private static final List<Heading> SPLICED =
      List.of(
          Heading.COMPUTE,
          Heading.LOCK,
          Heading.SERIALIZE,
          Heading.TRANSFER,
          Heading.SPILL,
          Heading.SCHEDULER,
          Heading.CLIENT,
          Heading.RETRY);

  private Executions() {}

  /** The run, within the window that was asked about. */
  public static Execution of(Ask ask) {
    ExecutionBuilder builder = new ExecutionBuilder();
    Numbers prefixes = prefixes(ask, builder);
    Numbers tasks = new Numbers();
    Numbers workers = new Numbers();
    Map<String, Integer> names = new HashMap<>();
    WholeRows needs = new WholeRows(2);
    List<WholeRows> works = List.of(new WholeRows(8), new WholeRows(8), new WholeRows(8));
    // Taking a row over takes longer than finding it: in parts, for as many cores as there are.
    long middle = ask.one(MIDDLE, Map.of(), row -> row.integer("middle"));
    ask.together(
        List.of(
            tasks(ask, builder, prefixes, tasks),
            works(ask, "false", "seq <= " + middle, works.get(0)),
            works(ask, "false", "seq > " + middle, works.get(1)),
            works(ask, "true", "false", works.get(2)),
            needs(ask, needs),
            crew(ask, builder, names, workers)));
    pauses(ask, builder, names);
    add(needs, builder, tasks);
    works.forEach(part -> add(part, builder, tasks, workers));
    return builder.build(ask.window().startNanos(), ask.window().endNanos());
  }

  private static Numbers prefixes(Ask ask, ExecutionBuilder builder) {
    Numbers prefixes = new Numbers();
    ask.stream(
        TaskKeys.inRun(PREFIXES, ask).with("prefix", ask.numberOf("task_prefix")),
        TaskKeys.inRun(ask),
        row -> {
          prefixes.put(row.whole(0), builder.prefix(row.text("task_prefix")));
          return true;
        });
    return prefixes;
  }

  private static Ask.Reading tasks(
      Ask ask, ExecutionBuilder builder, Numbers prefixes, Numbers tasks) {
    return new Ask.Reading(
        TaskKeys.inRun(TASKS, ask)
            .with("task", ask.number("task_key"))
            .with("prefix", ask.numberOf("task_prefix")),
        TaskKeys.inRun(ask),
        row -> {
          String key = row.text("task_key");
          int prefix = prefixes.get(row.whole(1));
          tasks.put(
              row.whole(0),
              builder.task(
                  key,
                  row.whole(0),
                  prefix < 0 ? builder.prefix(key) : prefix,
                  known(row.whole(2)),
                  known(row.whole(3)),
                  known(row.whole(4))));
          if (row.whole(5) > 0) {
            builder.saysNeeds();
          }
          return true;
        });
  }

  private static Ask.Reading needs(Ask ask, WholeRows into) {
    return new Ask.Reading(
        TaskKeys.inRun(NEEDS, ask)
            .with("task", ask.number("task_key"))
            .with("needed", ask.number("needed")),
        TaskKeys.inRun(ask),
        into::add);
  }

  private static void add(WholeRows needs, ExecutionBuilder builder, Numbers tasks) {
    for (int row = 0; row < needs.size(); row++) {
      int task = tasks.get(needs.get(row, 0));
      int needed = tasks.get(needs.get(row, 1));
      if (task >= 0 && needed >= 0) {
        builder.needs(task, needed);
      }
    }
  }

  private static long known(long nanos) {
    return nanos < 0 ? Execution.UNKNOWN : nanos;
  }

  private static Ask.Reading crew(
      Ask ask, ExecutionBuilder builder, Map<String, Integer> names, Numbers numbers) {
    return new Ask.Reading(
        TaskKeys.inRun(CREW, ask).with("worker", ask.numberOf("c.worker")),
        TaskKeys.inRun(ask),
        row -> {
          int worker =
              names.computeIfAbsent(
                  row.text("worker"), name -> builder.worker(name, (int) row.integer("slots")));
          numbers.put(row.whole(0), worker);
          Long added = row.integerOrNull("added_ns");
          Long removed = row.integerOrNull("removed_ns");
          builder.there(
              worker,
              added == null ? Execution.UNKNOWN : added,
              removed == null ? Execution.UNKNOWN : removed);
          return true;
        });
  }

  /** A pause lasts until it is taken back, or to the end of what is known. */
  private static void pauses(Ask ask, ExecutionBuilder builder, Map<String, Integer> workers) {
    Map<Integer, Long> since = new HashMap<>();
    ask.stream(
        TaskKeys.inRun(PAUSES, ask),
        TaskKeys.inRun(ask),
        row -> {
          Integer worker = workers.get(row.text("worker"));
          long at = row.integer("from_ns");
          Long to = row.integerOrNull("to_ns");
          if (worker == null) {
            return true;
          } else if (to != null) {
            builder.paused(worker, at, to);
          } else if (row.integer("resumed") == 0) {
            since.putIfAbsent(worker, at);
          } else {
            Long from = since.remove(worker);
            builder.paused(worker, from == null ? Execution.UNKNOWN : from, at);
          }
          return true;
        });
    since.forEach((worker, from) -> builder.paused(worker, from, Execution.UNKNOWN));
  }

  /**
   * A part of the works.
   *
   * @param attempts a condition, for those that are attempts
   * @param spans a condition, for all others
   */
  private static Ask.Reading works(Ask ask, String attempts, String spans, WholeRows into) {
    Sql sql =
        WORKS
            .with("attempts", attempts)
            .with("spans", spans)
            .with("phase", ask.attribute(Keys.RUN_PHASE))
            .with("task", ask.number("task_key"))
            .with("data", ask.number("data_key"))
            .with("worker", ask.numberOf("worker"))
            .with("peer", ask.numberOf("peer"));
    for (Heading heading : SPLICED) {
      sql = sql.with(heading.name().toLowerCase(Locale.ROOT), Integer.toString(heading.code()));
    }
    return new Ask.Reading(sql, Map.of(), into::add);
  }

  private static void add(
      WholeRows works, ExecutionBuilder builder, Numbers tasks, Numbers workers) {
    for (int row = 0; row < works.size(); row++) {
      long kind = works.get(row, 0);
      builder.work(
          Heading.ofCode((int) (kind & (ATTEMPT - 1))),
          (kind & ATTEMPT) != 0,
          tasks.get(works.get(row, 1)),
          workers.get(works.get(row, 3)),
          workers.get(works.get(row, 4)),
          tasks.get(works.get(row, 2)),
          works.get(row, 5),
          works.get(row, 6),
          works.get(row, 7));
    }
  }
}
