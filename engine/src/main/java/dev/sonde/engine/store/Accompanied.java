package dev.sonde.engine.store;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A store from which a question has a way to other sources, each opened once. Not for several threads. */
public final class Accompanied implements Store {

  private final Store store;
  private final Function<String, Store> opening;
  private final Map<String, Store> opened = new HashMap<>();

  /**
   * @param store closed with this
   * @param opening opens a source by the name that the user gives it
   */
  public Accompanied(Store store, Function<String, Store> opening) {
    this.store = store;
    this.opening = opening;
  }

  @Override
  public Store beside(String source) {
    return opened.computeIfAbsent(source, opening);
  }

  @Override
  public @Nullable Scratch scratch() {
    return store.scratch();
  }

  @Override
  public Queries queries() {
    return store.queries();
  }

  @Override
  public Coverage coverage() {
    return store.coverage();
  }

  @Override
  public Capabilities capabilities() {
    return store.capabilities();
  }

  @Override
  public Dialect dialect() {
    return store.dialect();
  }

  @Override
  public Sandbox sandbox() {
    return store.sandbox();
  }

  @Override
  public long parquet(Statement select, Path file) {
    return store.parquet(select, file);
  }

  @Override
  public void close() {
    try {
      opened.values().forEach(Store::close);
    } finally {
      store.close();
    }
  }
}
