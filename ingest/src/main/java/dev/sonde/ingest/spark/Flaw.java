package dev.sonde.ingest.spark;

import dev.sonde.model.Problem.Code;

/**
 * What is wrong with an event.
 *
 * @param harmless whether it was used all the same
 */
record Flaw(Code code, String message, boolean harmless) {

  static Flaw malformed(String message) {
    return new Flaw(Code.MALFORMED, message, false);
  }

  static Flaw untimed(String message) {
    return new Flaw(Code.MISSING_TIME, message, false);
  }

  static Flaw negative(String message) {
    return new Flaw(Code.NEGATIVE_DURATION, message, false);
  }

  static Flaw unpaired(String message) {
    return new Flaw(Code.UNPAIRED, message, true);
  }

  static Flaw capped(String message) {
    return new Flaw(Code.CAPPED, message, true);
  }

  static Flaw unsupported(String message) {
    return new Flaw(Code.UNSUPPORTED, message, true);
  }
}
