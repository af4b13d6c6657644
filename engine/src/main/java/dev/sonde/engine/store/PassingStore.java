package dev.sonde.engine.store;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A store that hands everything on to another, for those that differ from it in little. */
public abstract class PassingStore implements Store {

  protected final Store store;

  protected PassingStore(Store store) {
    this.store = Objects.requireNonNull(store, "store is null");
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
  public @Nullable Scratch scratch() {
    return store.scratch();
  }

  @Override
  public @Nullable Store beside(String source) {
    return store.beside(source);
  }

  @Override
  public long parquet(Statement select, Path file) {
    return store.parquet(select, file);
  }

  @Override
  public void close() {
    store.close();
  }
}
