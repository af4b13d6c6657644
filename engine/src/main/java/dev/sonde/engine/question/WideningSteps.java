package dev.sonde.engine.question;

import dev.sonde.engine.expression.Expression;
import dev.sonde.engine.expression.ExpressionException;
import dev.sonde.engine.expression.ExpressionSql;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Works out the steps of a widening: in the order of what they look at, whatever the order in which they
 * were written.
 */
final class WideningSteps {

  /** Stands in the catalogue of keys for those that were too many. */
  private static final String OVERFLOW = "*";

  private static final String KEYS = "SELECT DISTINCT key FROM main.attribute_key ORDER BY key";

  private static final Set<String> ALWAYS =
      Set.of(
          "name",
          "service.name",
          "worker.id",
          "run.id",
          "task.key",
          "task.prefix",
          "trace_id",
          "span_id",
          "status",
          "component",
          "role",
          "task.phase",
          "duration_s",
          "error",
          "severity",
          "body",
          "value",
          "unit",
          "at_ns");

  private final Store store;
  private final Widening widening;
  private final Set<String> known;
  private final List<Pending> pending = new ArrayList<>();
  private final List<Step> done = new ArrayList<>();
  private final Map<String, String> tables = new LinkedHashMap<>();

  private final Map<String, dev.sonde.engine.report.Widened> reports = new LinkedHashMap<>();

  private interface Pending {
    String written();

    /** Keys for which others have to wait. */
    Set<String> gives();

    Set<String> needs();

    Step work();
  }

  WideningSteps(Store store, Widening widening, List<Widening.Join> joins) {
    this.store = store;
    this.widening = widening;
    this.known = Set.copyOf(keys(store));
    List<OtherSource> others =
        joins.stream().map(join -> OtherSource.open(store, join, widening.types())).toList();
    widening.sets().forEach(set -> pending.add(new Setting(set, others)));
    widening.implications().forEach(implication -> pending.add(new Implying(implication)));
    others.forEach(other -> pending.add(new Joining(other)));
    pending.forEach(each -> reports.put(each.written(), waiting(each)));
  }

  /** The keys of attributes that some record of a store has, sorted. */
  static List<String> keys(Store store) {
    return store.queries().list(new Statement(KEYS), row -> row.text("key"));
  }

  /** Keeps the order in which the options were written, until the step is worked out. */
  private static dev.sonde.engine.report.Widened waiting(Pending each) {
    return dev.sonde.engine.report.Widened.set(each.written(), "", List.of());
  }

  Widened work() {
    while (!pending.isEmpty()) {
      Pending next = ready();
      pending.remove(next);
      done.add(next.work());
    }
    return widened();
  }

  private Pending ready() {
    for (Pending candidate : pending) {
      boolean waits =
          pending.stream()
              .filter(other -> !other.equals(candidate))
              .anyMatch(other -> other.gives().stream().anyMatch(candidate.needs()::contains));
      if (!waits) {
        return candidate;
      }
    }
    throw new UsageException(
        "these need each other, so that none can be first: "
            + String.join("; ", pending.stream().map(Pending::written).toList()));
  }

  private Widened widened() {
    return new Widened(layers(), tables, List.copyOf(reports.values()));
  }

  private Layers layers() {
    return new Layers(store.dialect(), widening.types(), done);
  }

  private boolean isKnown(String key) {
    return known.contains(key)
        || known.contains(OVERFLOW)
        || ALWAYS.contains(key)
        || pending.stream().anyMatch(each -> each.gives().contains(key))
        || done.stream().anyMatch(step -> step.gives().contains(key));
  }

  private final class Setting implements Pending {
    private final Widening.Set set;
    private final Expression value;
    private final List<String> remarks = new ArrayList<>();

    Setting(Widening.Set set, List<OtherSource> others) {
      this.set = set;
      Expression written = set.value();
      boolean elsewhere =
          written instanceof Expression.Key key
              && (isKnown(key.name())
                  || widening.sets().stream().anyMatch(each -> each.key().equals(key.name()))
                  || widening.implications().stream().anyMatch(each -> each.to().equals(key.name()))
                  || others.stream().anyMatch(other -> other.keys().contains(key.name())));
      if (written instanceof Expression.Key key && !elsewhere && !set.written().startsWith("{")) {
        remarks.add(
            "no record has a key "
                + key.name()
                + ", so it is taken for the text '"
                + key.name()
                + "'");
        written = new Expression.Text(key.name());
      }
      this.value = written;
    }

    @Override
    public String written() {
      return "set " + set.key() + "=" + set.written();
    }

    @Override
    public Set<String> gives() {
      return Set.of(set.key());
    }

    @Override
    public Set<String> needs() {
      return value.keys();
    }

    @Override
    public Step work() {
      check();
      for (String key : value.keys()) {
        if (!isKnown(key) && !key.equals(set.key())) {
          remarks.add("no record has a key " + key + "; a text stands in quotes");
        }
      }
      Step.Worked step = new Step.Worked(set.key(), value);
      if (Settable.COLUMNS.containsKey(set.key())) {
        List<String> left = left(step);
        if (!left.isEmpty()) {
          remarks.add(
              String.join(" and ", left)
                  + " keep what they had, as they have not all keys that it looks at");
        }
      }
      reports.put(written(), dev.sonde.engine.report.Widened.set(written(), set.key(), remarks));
      return step;
    }

    private List<String> left(Step.Worked step) {
      List<String> left = new ArrayList<>();
      if (isLeft(Relation.TASK, step)) {
        left.add("tasks");
      }
      if (isLeft(Relation.WORKER, step)) {
        left.add("announcements of workers");
      }
      return left;
    }

    private boolean isLeft(Relation relation, Step.Worked step) {
      return Replaced.columns(relation).contains(set.key())
          && !Replaced.follows(relation, step)
          && !store
              .queries()
              .list(
                  new Statement("SELECT 1 AS one FROM main." + relation.table + " LIMIT 1"), r -> r)
              .isEmpty();
    }

    private void check() {
      String sql;
      try {
        sql = new ExpressionSql(key -> "''", widening.types()).text(value);
      } catch (ExpressionException e) {
        throw new UsageException("--" + written() + ": " + e.getMessage());
      }
      value
          .patterns()
          .forEach(pattern ->
              Patterns.require(store, "--" + written() + ": '" + pattern + "'", pattern));
      Patterns.requireWorkable(store, "--" + written(), sql);
    }
  }

  private final class Implying implements Pending {
    private final Widening.Implication implication;

    Implying(Widening.Implication given) {
      implication = given;
    }

    @Override
    public String written() {
      return "imply " + implication;
    }

    @Override
    public Set<String> gives() {
      return Set.of(implication.to());
    }

    @Override
    public Set<String> needs() {
      return new HashSet<>(implication.from());
    }

    @Override
    public Step work() {
      Implications worked = new Implications(store, widened(), implication, done.size());
      reports.put(written(), worked.report());
      String name = "implied_" + tables.size();
      String kept = worked.kept();
      if (kept == null) {
        tables.put(name, worked.table());
      }
      return new Step.Implied(implication, kept == null ? name : kept);
    }
  }

  private final class Joining implements Pending {
    private final OtherSource other;

    Joining(OtherSource other) {
      this.other = other;
    }

    @Override
    public String written() {
      return "join " + other.join();
    }

    /** Who looks at a key that records here have of their own need not wait for what is added. */
    @Override
    public Set<String> gives() {
      Set<String> fresh = new HashSet<>(other.keys());
      fresh.removeAll(known);
      fresh.removeAll(ALWAYS);
      return fresh;
    }

    @Override
    public Set<String> needs() {
      Set<String> needs = new HashSet<>();
      other.join().on().forEach(pairing -> needs.add(pairing.own()));
      return needs;
    }

    @Override
    public Step work() {
      Joins worked = new Joins(store, widened(), other, done.size(), known);
      Step.Joined step = worked.work();
      reports.put(written(), worked.report());
      return step;
    }
  }
}
