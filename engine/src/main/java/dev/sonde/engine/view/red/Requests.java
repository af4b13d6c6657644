package dev.sonde.engine.view.red;

import dev.sonde.engine.activity.Parties;
import dev.sonde.engine.question.Ask;
import dev.sonde.engine.store.Sql;
import java.util.Map;

/**
 * What counts as a request, as SQL that makes the relation {@code request}: attempts where rows are kinds
 * of tasks or workers, else spans that enter a party, which is that none of the same stands right above.
 */
record Requests(Sql sql) {

  private static final Sql ENTERING = Sql.of(Requests.class, "entering");
  private static final Sql ATTEMPTS = Sql.of(Requests.class, "attempts");
  private static final Sql ANY_ATTEMPT = Sql.of(Requests.class, "any_attempt");

  static Requests by(String by, Ask ask) {
    return switch (by) {
      case "prefix", "task.prefix" -> ofAttempts("task_prefix");
      case "worker", "worker.id" ->
          tried(ask) ? ofAttempts("worker") : entering(Parties.kinByColumn("worker"));
      case "party" -> entering(Parties.kin(ask));
      case "agent" -> entering(Parties.kinOfAgents(ask));
      case "service", "name" -> entering(Parties.kinByColumn(by));
      default -> entering(Parties.kinBy(ask.value("span", by)));
    };
  }

  private static Requests entering(Parties.Kin kin) {
    return new Requests(kin.in(ENTERING));
  }

  private static Requests ofAttempts(String column) {
    return new Requests(ATTEMPTS.with("column", column));
  }

  private static boolean tried(Ask ask) {
    return !ask.rows(ANY_ATTEMPT, Map.of(), row -> row.integer("one")).isEmpty();
  }

  /** A view's SQL over the requests. */
  Sql in(Sql over) {
    return over.with("requests", sql.text());
  }
}
