package dev.sonde.server;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.Capabilities;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Health;
import dev.sonde.engine.store.Ledger;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Removal;
import dev.sonde.engine.store.Removed;
import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreException;
import dev.sonde.model.Event;
import dev.sonde.model.Receipt;
import dev.sonde.model.Sample;
import dev.sonde.model.Span;
import dev.sonde.model.WideEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A live store in memory, whose answers a test can choose. */
public final class FakeLiveStore implements LiveStore {

  private final Ledger ledger = new Ledger();
  private final List<Arrival> arrivals = new ArrayList<>();
  private final Set<Arrival.Digest> digests = new HashSet<>();
  private volatile Function<Arrival, CompletableFuture<Receipt>> behaviour = this::keep;

  /** What happens to all that is offered from now on. */
  public void behave(Function<Arrival, CompletableFuture<Receipt>> next) {
    behaviour = next;
  }

  /** Keeps it, as a store should. */
  public synchronized CompletableFuture<Receipt> keep(Arrival arrival) {
    int size = arrival.batch().size();
    if (arrival.digest() != null && !digests.add(arrival.digest())) {
      ledger.settled(0, size, arrival.rejected(), arrival.dropped());
      return CompletableFuture.completedFuture(new Receipt(0, size));
    }
    arrivals.add(arrival);
    ledger.settled(size, 0, arrival.rejected(), arrival.dropped());
    return CompletableFuture.completedFuture(Receipt.stored(size));
  }

  /** Keeps nothing, and says so as a store that has no room does. */
  public Function<Arrival, CompletableFuture<Receipt>> refusing(String why, Duration retryAfter) {
    return arrival -> {
      long records =
          arrival.batch().size()
              + arrival.rejected().values().stream().mapToLong(Long::longValue).sum();
      ledger.refused(why, records);
      throw new OverloadedException(why, "no room now", retryAfter);
    };
  }

  public synchronized List<Arrival> arrivals() {
    return List.copyOf(arrivals);
  }

  public synchronized List<WideEvent> records() {
    return arrivals.stream().flatMap(a -> a.batch().records().stream()).toList();
  }

  @Override
  public CompletableFuture<Receipt> offer(Arrival arrival) {
    return behaviour.apply(arrival);
  }

  @Override
  public Store snapshot() {
    return this;
  }

  @Override
  public synchronized long version() {
    return arrivals.size();
  }

  @Override
  public long await(long seen, Duration most) {
    return version();
  }

  @Override
  public Ledger ledger() {
    return ledger;
  }

  @Override
  public Health health() {
    return new Health(0, 0, Long.MAX_VALUE, 0, 0, 0, null, null, List.of());
  }

  @Override
  public Removed clear(Removal what) {
    throw new StoreException("this store removes nothing");
  }

  @Override
  public Queries queries() {
    throw new StoreException("this store answers no SQL");
  }

  @Override
  public Coverage coverage() {
    List<WideEvent> all = records();
    return new Coverage(
        "otlp",
        null,
        null,
        all.stream().filter(Span.class::isInstance).count(),
        all.stream().filter(Event.class::isInstance).count(),
        all.stream().filter(Sample.class::isInstance).count(),
        0,
        Map.of(),
        Map.of(),
        List.of());
  }

  @Override
  public Capabilities capabilities() {
    return Capabilities.NONE;
  }

  @Override
  public void close() {}
}
