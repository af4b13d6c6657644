package dev.sonde.store.duckdb;

import dev.sonde.engine.store.Store;
import dev.sonde.engine.store.StoreContract;
import dev.sonde.engine.store.StoreWriter;
import java.nio.file.Path;

/** The same contract, with every load sealed. */
class SealedStoreTest extends StoreContract {

  @Override
  protected StoreWriter create(Path directory) {
    return DuckDbStore.create(directory, Settings.DEFAULT.sealAbove(0));
  }

  @Override
  protected Store open(Path directory) {
    return DuckDbStore.open(directory, Settings.DEFAULT);
  }
}
