package dev.sonde.engine.store;

import dev.sonde.model.EventSink;

/**
 * The way into a store. A batch is acknowledged once it will be found again; for a load of files that
 * is when {@link #finish} returns.
 */
public interface StoreWriter extends EventSink, AutoCloseable {

  /**
   * Ends a load: removes duplicates, derives what views rely on, writes the books.
   *
   * @param books of what was read
   * @return the coverage as answers will show it
   */
  Coverage finish(Books books);

  /** Gives up what was not finished. */
  @Override
  void close();
}
