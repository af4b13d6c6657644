package dev.sonde.app.doctor;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One thing that was found.
 *
 * @param what one sentence, with the figure in it
 * @param figure the same for programs; null where there is none
 * @param advice what to do, a command where there is one; null where nothing is to be done
 */
public record Finding(
    Severity severity, String what, @Nullable Number figure, @Nullable String advice) {

  /** The worst first. */
  public enum Severity {
    PROBLEM,
    WARN,
    NOTE,
    OK;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
