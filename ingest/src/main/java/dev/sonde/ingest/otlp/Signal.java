package dev.sonde.ingest.otlp;

/** What a request of OTLP carries. */
public enum Signal {
  TRACES,
  LOGS,
  METRICS
}
