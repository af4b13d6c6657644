package dev.sonde.sdk.log;

/** OpenTelemetry's severity numbers of the libraries' levels. */
final class Severities {

  static final int TRACE = 1;
  static final int DEBUG = 5;
  static final int INFO = 9;
  static final int WARN = 13;
  static final int ERROR = 17;
  static final int FATAL = 21;

  private Severities() {}
}
