package dev.sonde.ingest;

import dev.sonde.model.Batch;
import dev.sonde.model.Event;
import dev.sonde.model.EventSink;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.SdkLosses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects records into batches for a sink, and counts what passed. Not safe for several threads. */
public final class Batches {

  /** DuckDB's vector length, so that a batch fills one. */
  public static final int SIZE = 2048;

  private final EventSink sink;
  private List<WideEvent> pending = new ArrayList<>(SIZE);
  private long spans;
  private long events;
  private long samples;
  private final Map<String, Long> dropped = new HashMap<>();

  public Batches(EventSink sink) {
    this.sink = sink;
  }

  public void add(WideEvent record) {
    pending.add(record);
    count(record);
    if (pending.size() >= SIZE) {
      flush();
    }
  }

  private void count(WideEvent record) {
    switch (record) {
      case Span s -> spans++;
      case Event e -> {
        events++;
        SdkLosses.add(e, dropped);
      }
      case Sample s -> samples++;
    }
  }

  /** Counts a batch that somebody else collected, and hands it on as it is. */
  public Receipt pass(Batch batch) {
    batch.records().forEach(this::count);
    return sink.accept(batch);
  }

  /** Hands on what is pending; to be called at the end of a source. */
  public void flush() {
    if (!pending.isEmpty()) {
      sink.accept(new Batch(pending));
      pending = new ArrayList<>(SIZE);
    }
  }

  public long spans() {
    return spans;
  }

  public long events() {
    return events;
  }

  public long samples() {
    return samples;
  }

  /** What programs said among the records that they dropped, by cause. */
  public Map<String, Long> dropped() {
    return Map.copyOf(dropped);
  }

  long droppedTotal() {
    return dropped.values().stream().mapToLong(Long::longValue).sum();
  }
}
