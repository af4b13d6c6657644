package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Sql;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What becomes of spans whose trace is not of the chosen share. They wait in a table of their own until
 * something in their trace shows that it has to be kept, or nothing more of it comes. For the writer's
 * thread.
 */
final class LiveSampling {

  /** Traces that were kept for a cause are known so long: what comes later of them is kept at once. */
  private static final long REMEMBERED_NANOS = Duration.ofHours(1).toNanos();

  /** More than that are forgotten sooner. */
  private static final int REMEMBERED = 200_000;

  /** Deciding takes a tenth of the writer's time at most. */
  private static final int PART = 10;

  private static final Sql DECIDED = Sql.of(LiveSampling.class, "decided");
  private static final Sql TAKE = Sql.of(LiveSampling.class, "take_decided");
  private static final Sql LEAVE = Sql.of(LiveSampling.class, "leave_decided");

  /** What is done with a span that comes. */
  enum Lot {
    KEPT,
    UNDECIDED,
    DROPPED
  }

  record Trace(long high, long low) {}

  /**
   * What was decided at one time.
   *
   * @param seq position of the last record afterwards
   * @param dropped spans that were let go
   * @param waiting spans that still wait
   */
  record Decision(long seq, long dropped, long waiting, long nowNanos, List<Trace> kept) {}

  private final Sampling sampling;

  /** When it was decided on them, the earliest first. */
  private final Map<Trace, Long> remembered = new LinkedHashMap<>();

  private long waiting;
  private long nextNanos = System.nanoTime();

  /** Goes on with what an earlier process left. */
  LiveSampling(Sampling sampling, Database database) {
    this.sampling = sampling;
    this.waiting = waiting(database);
    try (Statement statement = database.connection().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT trace_hi, trace_lo, at_ns FROM store.kept_traces ORDER BY at_ns")) {
      while (rows.next()) {
        remembered.put(new Trace(rows.getLong(1), rows.getLong(2)), rows.getLong(3));
      }
    } catch (SQLException e) {
      throw Database.failure("cannot read the traces that are kept", e);
    }
  }

  private static long waiting(Database database) {
    return database.number("SELECT count(*) FROM store.undecided");
  }

  Lot lot(Span span) {
    if (isChosen(span) || remembered.containsKey(trace(span))) {
      return Lot.KEPT;
    }
    return sampling.hasCauses() ? Lot.UNDECIDED : Lot.DROPPED;
  }

  private boolean isChosen(Span span) {
    return sampling.chooses(span.id().traceHigh(), Thresholds.random(span));
  }

  private static Trace trace(Span span) {
    return new Trace(span.id().traceHigh(), span.id().traceLow());
  }

  /**
   * Looks at what comes before anything is done with it: a trace that would be kept in any case stands
   * for itself alone, also where it is chosen.
   */
  void notice(WideEvent record, long nowNanos) {
    if (record instanceof Span span
        && !sampling.isNone()
        && sampling.isCause(span)
        && span.id().traceHigh() != 0
        && isChosen(span)) {
      remembered.putIfAbsent(trace(span), nowNanos);
      if (remembered.size() > REMEMBERED) {
        forget(nowNanos);
      }
    }
  }

  /** A span that is kept, with what it stands for. */
  Span marked(Span span) {
    return sampling.isNone()
            || span.id().traceHigh() == 0
            || !isChosen(span)
            || remembered.containsKey(trace(span))
        ? span
        : Thresholds.marked(span, sampling.threshold());
  }

  /** Spans were committed that wait from now on. */
  void waitsFor(long spans) {
    waiting += spans;
  }

  /** How long until it is to be decided again; {@link LiveQueue#FOREVER} where nothing waits. */
  long patienceNanos() {
    return waiting == 0 ? LiveQueue.FOREVER : Math.max(0, nextNanos - System.nanoTime());
  }

  /** The next time is some time from now, whatever becomes of this one. */
  void put(long startNanos) {
    long end = System.nanoTime();
    nextNanos = Math.max(startNanos + sampling.everyNanos(), end + PART * (end - startNanos));
  }

  /**
   * Decides on the traces of which that can be done, in the transaction of the caller.
   *
   * @param seq position of the last record
   */
  Decision decide(Database database, long seq, long nowNanos) {
    database.script(
        DECIDED
            .with("cause", cause())
            .with("before", Long.toString(nowNanos - sampling.quiet().toNanos())));
    List<Trace> kept = kept(database);
    if (kept.isEmpty() && database.number("SELECT count(*) FROM decided") == 0) {
      return new Decision(seq, 0, waiting(database), nowNanos, kept);
    }
    long moved = 0;
    if (!kept.isEmpty()) {
      moved = database.execute(TAKE.with("columns", columns(seq)).with("names", names()).text());
      if (!sampling.isNone()) {
        database.execute(
            "INSERT INTO store.kept_traces SELECT trace_hi, trace_lo, "
                + nowNanos
                + " FROM decided WHERE kept");
      }
    }
    database.execute(
        "DELETE FROM store.kept_traces WHERE at_ns < " + (nowNanos - REMEMBERED_NANOS));
    long dropped = database.execute(LEAVE.text()) - moved;
    // Positions only rise, also where records only went: so that it can be told whether this was
    // done.
    long to = seq + Math.max(1, moved);
    database.execute(
        "INSERT INTO store.ledger VALUES (%d, 'stored', '', %d)".formatted(to, -dropped));
    if (dropped > 0) {
      database.execute(
          "INSERT INTO store.ledger VALUES (%d, 'dropped', 'sampled', %d)".formatted(to, dropped));
    }
    return new Decision(to, dropped, waiting(database), nowNanos, kept);
  }

  /** A decision was committed. */
  void decided(Decision decision) {
    waiting = decision.waiting;
    if (sampling.isNone()) {
      return;
    }
    for (Trace trace : decision.kept) {
      remembered.put(trace, decision.nowNanos);
    }
    forget(decision.nowNanos);
  }

  private void forget(long nowNanos) {
    var oldest = remembered.values().iterator();
    for (int surplus = remembered.size() - REMEMBERED;
        oldest.hasNext() && (oldest.next() < nowNanos - REMEMBERED_NANOS || surplus > 0);
        surplus--) {
      oldest.remove();
    }
  }

  private String cause() {
    List<String> causes = new ArrayList<>();
    causes.add(Boolean.toString(sampling.isNone()));
    if (sampling.errors()) {
      causes.add("status = 'error'");
    }
    if (sampling.slowerNanos() > 0) {
      causes.add("end_ns - start_ns >= " + sampling.slowerNanos());
    }
    return String.join(" OR ", causes);
  }

  private static List<Trace> kept(Database database) {
    List<Trace> kept = new ArrayList<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT trace_hi, trace_lo FROM decided WHERE kept")) {
      while (rows.next()) {
        kept.add(new Trace(rows.getLong(1), rows.getLong(2)));
      }
    } catch (SQLException e) {
      throw Database.failure("cannot read the traces that are kept", e);
    }
    return kept;
  }

  private static String names() {
    return Columns.SPANS.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  /** Those of a span, with a position as if it came now. */
  private static String columns(long seq) {
    return Columns.SPANS.stream()
        .map(Column::name)
        .map(name ->
            name.equals("seq") ? seq + " + row_number() OVER (ORDER BY u.seq)" : "u." + name)
        .collect(Collectors.joining(", "));
  }
}
