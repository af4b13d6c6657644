package dev.sonde.server.api;

import dev.sonde.engine.store.PassingStore;
import dev.sonde.engine.store.Scratch;
import dev.sonde.engine.store.Store;
import org.jspecify.annotations.Nullable;

/**
 * A store that belongs to somebody else: closing it does nothing. So there is no room for tables of a
 * question, which would stay until its owner closes it, and no way to files that whoever asks may name.
 */
final class Shared extends PassingStore {

  Shared(Store store) {
    super(store);
  }

  @Override
  public @Nullable Scratch scratch() {
    return null;
  }

  @Override
  public @Nullable Store beside(String source) {
    return null;
  }

  @Override
  public void close() {
    // Its owner closes it.
  }
}
