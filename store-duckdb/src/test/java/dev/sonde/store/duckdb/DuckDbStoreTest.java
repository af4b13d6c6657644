package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreContract;
import dev.sonde.engine.store.StoreWriter;
import java.nio.file.Path;

/** The contract, with records as text. */
class DuckDbStoreTest extends StoreContract {

  @Override
  protected StoreWriter create(Path directory) {
    return DuckDbStore.create(directory, Settings.DEFAULT);
  }

  @Override
  protected Store open(Path directory) {
    return DuckDbStore.open(directory, Settings.DEFAULT);
  }
}
