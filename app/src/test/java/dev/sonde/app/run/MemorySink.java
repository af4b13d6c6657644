package dev.sonde.app.run;

import dev.sonde.model.WideEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what was sent. */
final class MemorySink implements RunSink {

  private final List<WideEvent> records = new CopyOnWriteArrayList<>();

  @Override
  public void send(List<WideEvent> more) {
    records.addAll(more);
  }

  List<WideEvent> records() {
    return List.copyOf(records);
  }
}
