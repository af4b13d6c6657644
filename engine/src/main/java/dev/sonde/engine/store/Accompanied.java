package dev.sonde.engine.store;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A store from which a question has a way to other sources, each opened once. Not for several threads. */
public final class Accompanied extends PassingStore {

  private final Function<String, Store> opening;
  private final Map<String, Store> opened = new HashMap<>();

  /**
   * @param store closed with this
   * @param opening opens a source by the name that the user gives it
   */
  public Accompanied(Store store, Function<String, Store> opening) {
    super(store);
    this.opening = opening;
  }

  @Override
  public Store beside(String source) {
    return opened.computeIfAbsent(source, opening);
  }

  @Override
  public void close() {
    try {
      opened.values().forEach(Store::close);
    } finally {
      super.close();
    }
  }
}
