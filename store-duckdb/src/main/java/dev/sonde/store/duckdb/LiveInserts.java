package dev.sonde.store.duckdb;

import static dev.sonde.store.duckdb.Column.whole;

import dev.sonde.model.Event;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import java.util.List;
import java.util.function.Function;

/** The tables that records flow into, each behind its function. */
final class LiveInserts implements AutoCloseable {

  private static final List<Column<LiveGroup.Seen>> DIGESTS =
      List.of(
          whole("high", s -> s.digest().high()),
          whole("low", s -> s.digest().low()),
          whole("at_ns", LiveGroup.Seen::atNanos));

  private final Database database;
  private final Inflow<Columns.Pending<Span>, Columns.SpanRow> spans;
  private final Inflow<Columns.Pending<Span>, Columns.SpanRow> undecided;
  private final Inflow<Columns.Pending<Event>, Columns.EventRow> events;
  private final Inflow<Columns.Pending<Sample>, Columns.SampleRow> samples;
  private final Inflow<OriginNumbers.Numbered, OriginNumbers.Numbered> origins;
  private final Inflow<KeyCatalogue.Entry, KeyCatalogue.Entry> keys;
  private final Inflow<LiveGroup.Seen, LiveGroup.Seen> digests;
  private final Inflow<LiveBooks.Entry, LiveBooks.Entry> entries;
  private final Inflow<LiveBooks.Reported, LiveBooks.Reported> problems;

  /**
   * @param database the writer's own connection; the functions stay with its instance
   */
  LiveInserts(Database database) {
    this.database = database;
    this.spans = inflow("spans", Columns.SpanRow::of, Columns.SPANS);
    this.undecided = inflow("undecided", Columns.SpanRow::of, Columns.SPANS);
    this.events = inflow("events", Columns.EventRow::of, Columns.EVENTS);
    this.samples = inflow("samples", Columns.SampleRow::of, Columns.SAMPLES);
    this.origins = inflow("origins", row -> row, OriginNumbers.COLUMNS);
    this.keys = inflow("attribute_keys", row -> row, KeyCatalogue.COLUMNS);
    this.digests = inflow("digests", row -> row, DIGESTS);
    this.entries = inflow("ledger", row -> row, LiveBooks.COLUMNS);
    this.problems = inflow("reported", row -> row, LiveBooks.REPORTED);
  }

  private <T, R> Inflow<T, R> inflow(String table, Function<T, R> row, List<Column<R>> columns) {
    return new Inflow<>(table, row, columns).register(database);
  }

  /** Writes a group with all that belongs to it; all or nothing of it stays. */
  void commit(
      LiveGroup group,
      List<OriginNumbers.Numbered> freshOrigins,
      List<KeyCatalogue.Entry> freshKeys,
      List<LiveBooks.Entry> books) {
    database.transaction(() -> {
      spans.insert(database, group.spans);
      undecided.insert(database, group.undecided, ", " + group.nowNanos + " AS arrived_ns");
      events.insert(database, group.events);
      samples.insert(database, group.samples);
      origins.insert(database, freshOrigins);
      keys.insert(database, freshKeys);
      digests.insert(database, group.digests);
      entries.insert(database, books);
      problems.insert(database, group.problems);
    });
  }

  /** The connection that it writes on. */
  Database database() {
    return database;
  }

  boolean isClosed() {
    return database.isClosed();
  }

  @Override
  public void close() {
    database.close();
  }
}
