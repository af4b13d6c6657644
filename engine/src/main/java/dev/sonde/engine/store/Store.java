package dev.sonde.engine.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Keeps records and answers SQL over the relations of docs/sql.md. */
public interface Store extends AutoCloseable {

  /** How to ask it; safe for several threads. */
  Queries queries();

  /** What it holds and what is known to be missing, for the head of every answer. */
  Coverage coverage();

  Capabilities capabilities();

  /** How its SQL is to be written where engines differ. */
  default Dialect dialect() {
    return Dialect.PORTABLE;
  }

  /**
   * A place of its own for SQL from users; to be closed by the caller.
   *
   * @throws StoreException where this store takes none
   */
  default Sandbox sandbox() {
    throw new StoreException("this store takes no SQL from users");
  }

  /** Where a question may keep tables of its own; null where it cannot. */
  default @Nullable Scratch scratch() {
    return null;
  }

  /**
   * Another source, to join this one with; closed with this store.
   *
   * @param source by the name that the user gives it
   * @return null where there is no way from here to others
   */
  default @Nullable Store beside(String source) {
    return null;
  }

  /**
   * Writes the rows of a SELECT as a Parquet file, in their order; how many there were.
   *
   * @throws StoreException where the file cannot be written, or this store writes none
   */
  default long parquet(Statement select, Path file) {
    throw new StoreException("this store writes no Parquet: " + file);
  }

  @Override
  void close();
}
