package dev.sonde.app.run;

import dev.sonde.engine.store.Arrival;
import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.OverloadedException;
import dev.sonde.model.Batch;
import dev.sonde.model.WideEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/** Keeps a run in a store of this process. */
final class StoreSink implements RunSink {

  private final LiveStore store;

  StoreSink(LiveStore store) {
    this.store = store;
  }

  @Override
  public void send(List<WideEvent> records) throws IOException, RefusedException {
    long bytes = records.stream().mapToLong(Recorder::bytes).sum();
    Arrival arrival = new Arrival(new Batch(records), null, bytes, Map.of(), Map.of(), List.of());
    try {
      store.offer(arrival).get();
    } catch (OverloadedException e) {
      throw new IOException(e.getMessage(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OverloadedException busy) {
        throw new IOException(busy.getMessage(), busy);
      }
      throw new RefusedException(String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while storing", e);
    }
  }
}
