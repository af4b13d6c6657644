package dev.sonde.engine.store;

/** The disk, a quota or a limit on files leaves no room for what has to be written. */
public final class DiskFullException extends StoreException {

  private static final long serialVersionUID = 1L;

  public DiskFullException(String message, Throwable cause) {
    super(message, cause);
  }
}
