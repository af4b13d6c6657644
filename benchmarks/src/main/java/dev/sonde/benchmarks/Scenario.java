package dev.sonde.benchmarks;

import java.util.List;

/** A measurement of a whole path, which JMH's loop does not fit. */
interface Scenario {
  String name();

  String purpose();

  /** Prints one table on standard output, and leaves nothing behind. */
  void run(List<String> args) throws Exception;
}
