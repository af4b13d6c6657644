package dev.sonde.engine.activity;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.vocabulary.Keys;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a question about time is about: the run, one task of it, or the records of one thing. */
public sealed interface Subject {

  /** What stands for it in help. */
  String ARGUMENT = "THING";

  String HELP =
      "one thing instead of the run: a task's key, or KEY=VALUE such as trace_id=… or"
          + " gen_ai.agent.name=…";

  /** The run. */
  record Whole() implements Subject {}

  record OneTask(String key) implements Subject {}

  /**
   * All spans that share a value.
   *
   * @param ask narrowed to them
   */
  record Records(Ask ask, String said) implements Subject {}

  Subject WHOLE = new Whole();

  Sql COUNT = Sql.of(Subject.class, "run_spans");

  /**
   * Understands what was written.
   *
   * @param thing null for the run
   * @throws UsageException where nothing here is that
   */
  static Subject of(Ask ask, @Nullable String thing) {
    if (thing == null) {
      return WHOLE;
    }
    int sign = thing.indexOf('=');
    String key = sign < 0 ? "" : thing.substring(0, sign).strip();
    if (key.matches("[A-Za-z_][\\w.-]*")) {
      String value = thing.substring(sign + 1).strip();
      return switch (key) {
        case "task", Keys.TASK_KEY -> new OneTask(TaskKeys.find(ask, value).key());
        case "agent" -> records(ask, Keys.GEN_AI_AGENT_NAME + "=" + value);
        case "trace" -> records(ask, "trace_id=" + value);
        default -> records(ask, key + "=" + value);
      };
    }
    return new OneTask(TaskKeys.find(ask, thing).key());
  }

  private static Subject records(Ask ask, String condition) {
    Ask narrowed = ask.instead(ask.scope().with("where", condition));
    if (narrowed.one(COUNT, Map.of(), row -> row.integer("spans")) == 0) {
      throw new UsageException(
          "no span has " + condition + "; sonde observe fields lists keys and values");
    }
    return new Records(narrowed, condition);
  }
}
