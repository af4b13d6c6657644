package dev.sonde.engine.analysis.calls;

import java.util.Locale;

/** What tells of a call. */
public enum CallKind {
  PARENT,
  LINK,
  MESSAGE,
  ARTIFACT;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
