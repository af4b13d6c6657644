package dev.sonde.engine.store;

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

  @Override
  void close();
}
