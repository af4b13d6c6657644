package dev.sonde.engine.report;

/**
 * JSON text that is put into an answer as it is, e.g. attributes in the canonical form in which stores
 * keep them.
 */
public record Json(String text) {

  /** No attributes. */
  public static final Json EMPTY = new Json("{}");
}
