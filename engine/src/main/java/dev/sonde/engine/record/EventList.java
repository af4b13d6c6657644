package dev.sonde.engine.record;

import dev.sonde.engine.question.Ask;
import dev.sonde.engine.question.Ordered;
import dev.sonde.engine.question.Scope;
import dev.sonde.engine.question.UsageException;
import dev.sonde.engine.report.Json;
import dev.sonde.engine.store.Row;
import dev.sonde.engine.store.Sql;
import dev.sonde.model.AttributesJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events in time order, the newest last; where not all are asked for, the newest of them. */
public final class EventList {

  /** One event; the level is the word of its severity. */
  public record EventRow(
      long atNs,
      @Nullable String name,
      @Nullable String level,
      @Nullable Long severity,
      @Nullable String body,
      @Nullable String service,
      @Nullable String worker,
      @Nullable String taskKey,
      @Nullable String traceId,
      @Nullable String spanId,
      Json attributes) {}

  private static final String COLUMNS =
      "at_ns, name, severity, body, service, worker, task_key, trace_hi, trace_lo, span_no,"
          + " "
          + Records.attributes();

  private static final Sql CHOSEN = Sql.of(EventList.class, "chosen");
  private static final Sql COUNT = Sql.of(EventList.class, "count");
  private static final Sql CURSOR = Sql.of(EventList.class, "cursor");

  private static final String TIME = "at_ns, seq";

  private static final Ordered NEWEST = order("at_ns DESC", "seq DESC");
  private static final Ordered SORTED = order("at_ns", "seq");

  private final Ask ask;
  private final String condition;
  private final Map<String, ?> values;

  /**
   * @param condition SQL over the columns of {@code event}; what users wrote is bound, not part of it
   * @param values for the condition's names
   */
  public EventList(Ask ask, String condition, Map<String, ?> values) {
    this.ask = ask;
    this.condition = condition;
    this.values = values;
  }

  private static Ordered order(String usual, String ties) {
    return new Ordered(usual, ties)
        .by("at_ns", "at_ns")
        .by("name", "name")
        .by("level", "severity")
        .by("severity", "severity")
        .by("body", "body")
        .by("service", "service")
        .by("worker", "worker")
        .by("task_key", "task_key");
  }

  /** A condition for events that were stored after the cursor of a stream; {@code :after} is its name. */
  public static final String AFTER = "seq > :after";

  /** Reads the value of an option {@code --after}. */
  public static long cursor(String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--after " + value + ": no cursor; the last line of a stream (--json) has one");
    }
  }

  public long count() {
    return ask.one(COUNT.with("condition", condition), values, row -> row.integer("events"));
  }

  public List<EventRow> rows() {
    return ask.rows(sql(COLUMNS, Scope.DEFAULT_LIMIT), values, EventList::row);
  }

  /** Writes them all, unless a limit was asked for. */
  public void stream(RecordStream stream) {
    Records records = new Records(ask);
    stream.begin();
    ask.stream(
        sql(Records.EVENT, null),
        values,
        row -> {
          stream.add(records.event(row));
          return true;
        });
    stream.end(ask.one(CURSOR, Map.of(), row -> row.integer("seq")));
  }

  private Sql sql(String columns, @Nullable Integer most) {
    Scope scope = ask.scope();
    boolean all = most == null && scope.limit() == null && scope.offset() == 0;
    String cut = all ? "" : (scope.sort() == null ? NEWEST : SORTED).sql(scope, most);
    String order =
        scope.sort() == null
            ? "ORDER BY " + TIME
            : SORTED.sql(Scope.ALL.with("sort", scope.sort().key() + direction(scope)), null);
    return CHOSEN
        .with("columns", columns)
        .with("condition", condition)
        .with("cut", cut)
        .with("order", order);
  }

  private static String direction(Scope scope) {
    return scope.sort() != null && scope.sort().descending() ? ":desc" : "";
  }

  private static EventRow row(Row row) {
    Long severity = row.integerOrNull("severity");
    return new EventRow(
        row.integer("at_ns"),
        row.textOrNull("name"),
        Severity.word(severity),
        severity,
        row.textOrNull("body"),
        row.textOrNull("service"),
        row.textOrNull("worker"),
        row.textOrNull("task_key"),
        Ids.trace(row),
        Ids.span(row, "span_no"),
        attributes(row));
  }

  private static Json attributes(Row row) {
    String attributes = row.textOrNull("attributes");
    return attributes == null
        ? Json.EMPTY
        : row.textOrNull("attribute_order") == null
            ? new Json(attributes)
            : new Json(AttributesJson.write(Origins.ordered(row)));
  }
}
