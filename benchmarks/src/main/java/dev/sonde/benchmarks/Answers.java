package dev.sonde.benchmarks;

import dev.sonde.testkit.sim.BigRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Questions that walk the whole graph of a run, from the cache, as whole commands: how long they take,
 * and how that grows with the run. Sizes are given as words, e.g. {@code answers 10000 1000000}.
 */
final class Answers implements Scenario {

  private static final List<Long> SIZES = List.of(10_000L, 100_000L, 1_000_000L);
  private static final int RUNS = 5;
  private static final int WORKERS = 64;

  /** A question with how long it may take of a million spans, in milliseconds. */
  private record Question(String view, double millis) {}

  private static final List<Question> QUESTIONS =
      List.of(
          new Question("critical-path", 2000),
          new Question("account", 2000),
          new Question("diagnose", 3000));

  @Override
  public String name() {
    return "answers";
  }

  @Override
  public String purpose() {
    return "critical path, account, diagnosis and comparison of runs of growing size";
  }

  @Override
  public void run(List<String> args) throws Exception {
    List<Long> sizes = args.isEmpty() ? SIZES : args.stream().map(Long::valueOf).toList();
    System.out.println(Machine.describe());
    for (long size : sizes) {
      try (Workspace workspace = new Workspace()) {
        Path before = workspace.resolve("before.jsonl");
        Path after = workspace.resolve("after.jsonl");
        long spans = BigRun.write(size, WORKERS, 1, before);
        BigRun.write(size, WORKERS, 2, after);
        System.out.printf(Locale.ROOT, "%d spans%n%s%n", spans, Costs.heading());
        Child sonde = new Child(workspace.empty("cache"));
        sonde.run("observe", "overview", before.toString());
        sonde.run("observe", "overview", after.toString());
        boolean target = size == 1_000_000;
        for (Question question : QUESTIONS) {
          Costs costs = new Costs(question.view(), target ? question.millis() : 0);
          for (int i = 0; i < RUNS; i++) {
            costs.add(sonde.run("observe", question.view(), before.toString()));
          }
          System.out.println(costs.line());
        }
        Costs compare = new Costs("compare of two", target ? 5000 : 0);
        for (int i = 0; i < RUNS; i++) {
          compare.add(
              sonde.run("compare", "--before", before.toString(), "--after", after.toString()));
        }
        System.out.println(compare.line());
      }
    }
  }
}
