package dev.sonde.demo;

import java.util.List;

/** A real program to look at: several processes, work with a result that is checked, an end. */
public interface Workload {

  /**
   * An option.
   *
   * @param values what stands for its value, empty for one without
   * @param fallback the value where it is not given, empty where it is off
   */
  record Choice(String name, String values, String describe, String fallback) {}

  String name();

  /** What it shows, on one line. */
  String purpose();

  /** What it does, and what there is to find. */
  String help();

  /** Its options beside those that all have ({@link Given#COMMON}). */
  List<Choice> choices();

  /** Questions to ask of its records, as words behind {@code sonde observe}, SOURCE left out. */
  List<String> questions();

  /**
   * Runs it to its end, in this process and children.
   *
   * @throws Exception where it could not be run; one whose result is wrong says so in its tally
   */
  Tally run(Given given) throws Exception;
}
