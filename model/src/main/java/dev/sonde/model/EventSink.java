package dev.sonde.model;

/**
 * Where records flow to. The answer says what became of a batch; nobody is told "stored" before it is.
 * One thread at a time calls a sink, unless its maker says otherwise.
 */
@FunctionalInterface
public interface EventSink {

  /** Takes a batch; may wait while what lies behind it catches up. */
  Receipt accept(Batch batch);
}
