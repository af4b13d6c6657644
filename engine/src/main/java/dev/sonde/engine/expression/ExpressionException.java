package dev.sonde.engine.expression;

/** A text is no expression. The message says where, what stands there, and what may stand there. */
public final class ExpressionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ExpressionException(String message) {
    super(message);
  }
}
