package dev.sonde.demo;

import dev.sonde.demo.wire.Children;
import java.io.IOException;
import java.util.List;

/**
 * Runs one workload: {@code java -cp ... dev.sonde.demo.Main array --speed 10}. Telemetry goes where the
 * environment says (docs/sdk.md). Ends with 0; with 1 where the result was wrong; with 2 where the words
 * were not understood.
 */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Children.watchParent();
    Logs.quiet();
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> words) throws Exception {
    Workload workload;
    Given given;
    try {
      workload = Workloads.named(words.isEmpty() ? "array" : words.getFirst());
      given = Given.of(workload, words.subList(Math.min(1, words.size()), words.size()));
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      return 2;
    }
    Tally tally;
    try {
      tally = workload.run(given);
    } catch (IllegalArgumentException e) {
      System.err.println("demo: " + e.getMessage());
      return 2;
    } catch (IOException e) {
      System.err.println("demo: " + workload.name() + " could not go on: " + e.getMessage());
      return 1;
    }
    tally.each((run, figures) -> {
      System.out.println(run);
      figures.forEach((name, value) -> System.out.printf("  %-24s %s%n", name, value));
    });
    return tally.isRight() ? 0 : 1;
  }
}
