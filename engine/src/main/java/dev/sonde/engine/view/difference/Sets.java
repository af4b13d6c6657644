package dev.sonde.engine.view.difference;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Condition;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.store.Sql;
import dev.sonde.engine.view.difference.DifferenceView.Options;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The two sets, as SQL that makes the relation {@code member}, with the column {@code inside}.
 *
 * @param of attempts, spans or events
 * @param relation of docs/sql.md
 * @param chosenBy keys that the sets were chosen by, which tell nothing new
 */
record Sets(
    String of, String relation, String in, String out, String member, Set<String> chosenBy) {

  private static final Sql CHOSEN = Sql.of(Sets.class, "chosen");
  private static final Sql SLOW = Sql.of(Sets.class, "slow");
  private static final Sql POPULATION = Sql.of(Sets.class, "population");

  private static final String ATTEMPTS = "role = 'attempt'";
  private static final String SPANS = "role NOT IN ('metrics', 'idle')";

  /** A kind with fewer has no slowest twentieth. */
  static final long ENOUGH = 20;

  private record Population(long attempts, long failedAttempts, long failed) {}

  static Sets of(Options options, Ask ask) {
    boolean conditions = !options.in().isEmpty();
    if (!conditions && !options.out().isEmpty()) {
      throw new UsageException("--out says what to compare with; --in what is compared");
    }
    if ((conditions ? 1 : 0) + (options.slow() ? 1 : 0) + (options.failed() ? 1 : 0) > 1) {
      throw new UsageException("--in, --slow and --failed exclude each other; choose one");
    }
    Population there =
        ask.one(
            POPULATION,
            Map.of(),
            row ->
                new Population(
                    row.integer("attempts"),
                    row.integer("failed_attempts"),
                    row.integer("failed")));
    if (conditions) {
      return chosen(options, ask);
    }
    boolean failed = options.failed() || (!options.slow() && there.failed > 0);
    boolean attempts = failed ? there.failedAttempts > 0 : there.attempts > 0;
    return failed ? failed(attempts) : slow(attempts);
  }

  private static Sets failed(boolean attempts) {
    return new Sets(
        attempts ? "attempts" : "spans",
        "span",
        "failed",
        "the others",
        CHOSEN
            .with("relation", "span")
            .with("in", "status = 'error'")
            .with("out", "true")
            .with("population", attempts ? ATTEMPTS : SPANS)
            .text(),
        Set.of("status", "error", "error.type", "exception.type", "exception.message"));
  }

  private static Sets slow(boolean attempts) {
    return new Sets(
        attempts ? "attempts" : "spans",
        "span",
        "slowest 5 % of their kind",
        "the others",
        SLOW.with("kind", attempts ? "task_prefix" : "name")
            .with("population", attempts ? ATTEMPTS : SPANS)
            .text(),
        Set.of("duration_s"));
  }

  private static Sets chosen(Options options, Ask ask) {
    String relation = options.events() ? "event" : "span";
    List<Condition> all = new ArrayList<>(options.in());
    all.addAll(options.out());
    Set<String> keys =
        all.stream().map(Condition::key).collect(Collectors.toCollection(HashSet::new));
    keys.forEach(key -> require(all, key, ask));
    if (keys.contains("run") || keys.stream().anyMatch(key -> key.startsWith("run."))) {
      keys.addAll(Set.of("run.id", "run.name", "run.parent.id", "run.status"));
    }
    String out = options.out().isEmpty() ? "true" : met(relation, options.out(), ask);
    return new Sets(
        options.events() ? "events" : "spans",
        relation,
        said(options.in()),
        options.out().isEmpty() ? "the others" : said(options.out()),
        CHOSEN
            .with("relation", relation)
            .with("in", met(relation, options.in(), ask))
            .with("out", out)
            .with("population", options.events() ? "true" : SPANS)
            .text(),
        Set.copyOf(keys));
  }

  private static void require(List<Condition> all, String key, Ask ask) {
    for (Condition condition : all) {
      if (condition.key().equals(key) && condition.operator() == Condition.Operator.MATCHES) {
        ask.requirePattern("in", condition.toString(), condition.value());
      }
    }
  }

  private static String met(String relation, List<Condition> conditions, Ask ask) {
    return conditions.stream()
        .map(condition -> "coalesce(" + ask.condition(relation, condition) + ", false)")
        .collect(Collectors.joining(" AND ", "(", ")"));
  }

  private static String said(List<Condition> conditions) {
    return conditions.stream().map(Condition::toString).collect(Collectors.joining(", "));
  }
}
