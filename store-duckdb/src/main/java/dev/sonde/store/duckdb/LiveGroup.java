package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.Ledger;
import dev.sonde.model.Event;
import dev.sonde.model.Problem;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import dev.sonde.model.vocabulary.SdkLosses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Arrivals that are committed together, taken apart into what goes into which table. */
final class LiveGroup {

  /** A request's digest, and when it was committed. */
  record Seen(Arrival.Digest digest, long atNanos) {}

  private record Outcome(LiveQueue.Waiting waiting, Receipt receipt) {}

  final List<Columns.Pending<Span>> spans = new ArrayList<>();
  final List<Columns.Pending<Span>> undecided = new ArrayList<>();
  final List<Columns.Pending<Event>> events = new ArrayList<>();
  final List<Columns.Pending<Sample>> samples = new ArrayList<>();
  final List<Seen> digests = new ArrayList<>();
  final List<LiveBooks.Reported> problems = new ArrayList<>();

  /** When they were taken up, since the epoch. */
  final long nowNanos;

  private final List<Outcome> outcomes = new ArrayList<>();
  private final Map<String, Long> rejected = new HashMap<>();
  private final Map<String, Long> dropped = new HashMap<>();
  private long stored;
  private long duplicate;
  private long outOfRange;
  private long seq;

  /**
   * @param seq position of the last record before these
   */
  LiveGroup(
      List<LiveQueue.Waiting> arrivals,
      long seq,
      long nowNanos,
      Digests known,
      KeyCatalogue keys,
      OriginNumbers origins,
      LiveSampling sampling) {
    this.seq = seq;
    this.nowNanos = nowNanos;
    for (LiveQueue.Waiting waiting : arrivals) {
      waiting.arrival().batch().records().forEach(record -> sampling.notice(record, nowNanos));
    }
    Set<Arrival.Digest> here = new HashSet<>();
    for (LiveQueue.Waiting waiting : arrivals) {
      Arrival arrival = waiting.arrival();
      Arrival.Digest digest = arrival.digest();
      if (digest != null && (known.has(digest) || !here.add(digest))) {
        duplicate += LiveQueue.all(arrival);
        outcomes.add(new Outcome(waiting, new Receipt(0, arrival.batch().size())));
        continue;
      }
      if (digest != null) {
        digests.add(new Seen(digest, nowNanos));
      }
      take(arrival, keys, origins, sampling);
      outcomes.add(new Outcome(waiting, Receipt.stored(arrival.batch().size())));
    }
    if (outOfRange > 0) {
      report(Columns.outOfRange(outOfRange));
    }
  }

  private void take(
      Arrival arrival, KeyCatalogue keys, OriginNumbers origins, LiveSampling sampling) {
    for (WideEvent record : arrival.batch().records()) {
      LiveSampling.Lot lot =
          record instanceof Span span ? sampling.lot(span) : LiveSampling.Lot.KEPT;
      if (lot == LiveSampling.Lot.DROPPED) {
        dropped.merge("sampled", 1L, Long::sum);
        continue;
      }
      stored++;
      seq++;
      int origin = origins.number(record.origin());
      if (!Columns.inRange(record)) {
        outOfRange++;
      }
      switch (record) {
        case Span span -> {
          keys.add("span", span.attributes());
          if (lot == LiveSampling.Lot.KEPT) {
            spans.add(new Columns.Pending<>(sampling.marked(span), seq, origin));
          } else {
            undecided.add(new Columns.Pending<>(span, seq, origin));
          }
        }
        case Event event -> {
          SdkLosses.add(event, dropped);
          keys.add("event", event.attributes());
          events.add(new Columns.Pending<>(event, seq, origin));
        }
        case Sample sample -> {
          keys.add("sample", sample.attributes());
          samples.add(new Columns.Pending<>(sample, seq, origin));
        }
      }
    }
    arrival.rejected().forEach((cause, count) -> rejected.merge(cause, count, Long::sum));
    arrival.dropped().forEach((cause, count) -> dropped.merge(cause, count, Long::sum));
    arrival.problems().forEach(this::report);
  }

  private void report(Problem problem) {
    problems.add(new LiveBooks.Reported(seq, problem));
  }

  /** Position of the last of its records. */
  long seq() {
    return seq;
  }

  /** What the books have to say of it. */
  List<LiveBooks.Entry> entries() {
    List<LiveBooks.Entry> entries = new ArrayList<>();
    entries.addAll(LiveBooks.entries(seq, "stored", Map.of("", stored)));
    entries.addAll(LiveBooks.entries(seq, "duplicate", Map.of("", duplicate)));
    entries.addAll(LiveBooks.entries(seq, "rejected", rejected));
    entries.addAll(LiveBooks.entries(seq, "dropped", dropped));
    return entries;
  }

  /** After the commit: enters what became of the records, then tells who waits for it. */
  void settle(Ledger ledger) {
    ledger.settled(stored, duplicate, rejected, dropped);
    outcomes.forEach(outcome -> outcome.waiting.receipt().complete(outcome.receipt));
  }
}
