package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Books;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.StoreException;
import dev.sonde.engine.store.StoreWriter;
import dev.sonde.model.Batch;
import dev.sonde.model.Event;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.util.List;

/**
 * Loads files into a store that nobody sees before it is finished: everything is written into a folder
 * beside the final one, which takes its name at the end.
 */
final class Loader implements StoreWriter {

  private final StoreFolder folder;
  private final Settings settings;
  private final Database database;
  private final Feed<Columns.Pending<Span>, Columns.SpanRow> spans;
  private final Feed<Columns.Pending<Event>, Columns.EventRow> events;
  private final Feed<Columns.Pending<Sample>, Columns.SampleRow> samples;
  private final KeyCatalogue keys = new KeyCatalogue();
  private final OriginNumbers origins = new OriginNumbers(keys);
  private long received;
  private long outOfRange;
  private boolean closed;

  Loader(StoreFolder folder, Settings settings) {
    this.folder = folder;
    this.settings = settings;
    this.database = Database.open(folder.facts().toString(), settings, folder.spill());
    this.spans = feed("spans", Columns.SpanRow::of, Columns.SPANS);
    this.events = feed("events", Columns.EventRow::of, Columns.EVENTS);
    this.samples = feed("samples", Columns.SampleRow::of, Columns.SAMPLES);
  }

  private <T, R> Feed<T, R> feed(
      String table, java.util.function.Function<T, R> row, List<Column<R>> columns) {
    database.execute(Column.table(table, columns));
    return new Feed<>(database, table, row, columns);
  }

  @Override
  public Receipt accept(Batch batch) {
    if (closed) {
      throw new StoreException("the load into " + folder.target() + " has ended");
    }
    try {
      take(batch);
    } catch (StoreException e) {
      throw Room.explained(folder.target(), e);
    }
    return Receipt.stored(batch.size());
  }

  private void take(Batch batch) {
    for (WideEvent record : batch.records()) {
      long seq = received++;
      int origin = origins.number(record.origin());
      if (!Columns.inRange(record)) {
        outOfRange++;
      }
      switch (record) {
        case Span span -> {
          keys.add("span", span.attributes());
          spans.add(new Columns.Pending<>(span, seq, origin));
        }
        case Event event -> {
          keys.add("event", event.attributes());
          events.add(new Columns.Pending<>(event, seq, origin));
        }
        case Sample sample -> {
          keys.add("sample", sample.attributes());
          samples.add(new Columns.Pending<>(sample, seq, origin));
        }
      }
    }
  }

  @Override
  public Coverage finish(Books books) {
    try {
      return complete(books);
    } catch (StoreException e) {
      throw Room.explained(folder.target(), e);
    }
  }

  private Coverage complete(Books books) {
    spans.finish();
    events.finish();
    samples.finish();
    fill("origins", OriginNumbers.COLUMNS, origins.fresh());
    fill("attribute_keys", KeyCatalogue.COLUMNS, keys.fresh());
    Coverage coverage = new Finish(database, settings).run(books, received, outOfRange);
    boolean seals = coverage.records() > settings.sealAbove();
    if (seals) {
      Sealing.seal(database, folder.work(), folder.sealedFacts(), Sealing.SEGMENT_SPANS);
    }
    database.close();
    if (seals) {
      folder.replaceFacts();
    }
    folder.publish();
    closed = true;
    return coverage;
  }

  private <T> void fill(String table, List<Column<T>> columns, List<T> rows) {
    Feed<T, T> feed = feed(table, row -> row, columns);
    rows.forEach(feed::add);
    feed.finish();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    spans.abandon();
    events.abandon();
    samples.abandon();
    try {
      database.close();
    } finally {
      folder.discard();
    }
  }
}
