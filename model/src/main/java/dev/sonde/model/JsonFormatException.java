package dev.sonde.model;

/** A text is not the JSON that Sonde writes; the message says where and what was found. */
public final class JsonFormatException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  JsonFormatException(String message) {
    super(message);
  }
}
