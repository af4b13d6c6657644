package dev.sonde.engine.report;

/** A result that can fail what the user asked to be checked; the command's exit code says so. */
public interface Verdict {

  boolean failed();
}
