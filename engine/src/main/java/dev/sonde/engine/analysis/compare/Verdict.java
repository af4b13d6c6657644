package dev.sonde.engine.analysis.compare;

import java.util.Locale;

/** What a comparison comes to. */
public enum Verdict {
  REGRESSED,
  IMPROVED,
  UNCHANGED,
  INCOMPARABLE;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word in answers. */
  public String word() {
    return word;
  }
}
