package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;

/**
 * What the run in scope says of its tasks, so that an empty answer can say why it is empty.
 *
 * @param told tasks whose state was announced by a transition; of the others it is derived from attempts
 * @param dependent tasks with known dependencies
 * @param timed tasks of which it is known when they became ready
 */
public record Evidence(long tasks, long told, long dependent, long timed) {

  private static final Sql EVIDENCE = Sql.of(Evidence.class, "task_evidence");

  public static Evidence of(Ask ask) {
    return ask.one(
        TaskKeys.inRun(EVIDENCE, ask),
        TaskKeys.inRun(ask),
        row ->
            new Evidence(
                row.integer("tasks"),
                row.integer("told"),
                row.integer("dependent"),
                row.integer("timed")));
  }
}
