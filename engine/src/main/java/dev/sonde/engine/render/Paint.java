package dev.sonde.engine.render;

/** The few colours in use, from the sixteen that every terminal has; each also stands without colour. */
public enum Paint {
  NONE(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  YELLOW("33");

  private final String code;

  Paint(String code) {
    this.code = code;
  }

  public String on(String text, Style style) {
    return style.color() && this != NONE && !text.isEmpty()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }
}
