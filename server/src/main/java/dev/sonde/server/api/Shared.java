package dev.sonde.server.api;

import dev.sonde.engine.store.Capabilities;
import dev.sonde.engine.store.Coverage;
import dev.sonde.engine.store.Dialect;
import dev.sonde.engine.store.Queries;
import dev.sonde.engine.store.Sandbox;
import dev.sonde.engine.store.Statement;
import dev.sonde.engine.store.Store;
import java.nio.file.Path;

/** A store that belongs to somebody else: closing it does nothing. */
record Shared(Store store) implements Store {

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
    // Its owner closes it.
  }
}
