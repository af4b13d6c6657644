package dev.sonde.server.api;

import dev.sonde.engine.store.LiveStore;
import dev.sonde.engine.store.Store;
import org.jspecify.annotations.Nullable;

/** What a server answers from. */
public sealed interface Served {

  /** Where one answer comes from: nothing in it changes until it is closed. */
  Store one();

  /** The store where records flow into it, else null. */
  @Nullable LiveStore live();

  static Served of(Store store) {
    return store instanceof LiveStore live ? new Live(live) : new Still(store);
  }

  /** A store that records flow into: each answer has a snapshot of its own. */
  record Live(LiveStore live) implements Served {
    @Override
    public Store one() {
      return live.snapshot();
    }
  }

  /** Files: the same store for all answers, closed by who opened it. */
  record Still(Store store) implements Served {
    @Override
    public Store one() {
      return new Shared(store);
    }

    @Override
    public @Nullable LiveStore live() {
      return null;
    }
  }
}
