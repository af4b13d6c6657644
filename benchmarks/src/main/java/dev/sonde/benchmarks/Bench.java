package dev.sonde.benchmarks;

import java.util.Arrays;
import java.util.List;
import org.openjdk.jmh.Main;

/** Runs benchmarks by name: {@code list}, the name of a scenario, or a pattern of JMH benchmarks. */
public final class Bench {

  /** Every scenario there is. */
  private static final List<Scenario> SCENARIOS =
      List.of(
          new OverviewMillion(),
          new Answers(),
          new Startup(),
          new TenMillion(),
          new Ready(),
          new Ingest(),
          new UnderLoad(),
          new SdkLoad(),
          new SdkBeside());

  private Bench() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 0 || args[0].equals("list")) {
      SCENARIOS.forEach(s -> System.out.printf("%-24s %s%n", s.name(), s.purpose()));
      if (Bench.class.getResource("/META-INF/BenchmarkList") != null) {
        Main.main(new String[] {"-l"});
      }
      return;
    }
    for (Scenario scenario : SCENARIOS) {
      if (scenario.name().equals(args[0])) {
        scenario.run(Arrays.asList(args).subList(1, args.length));
        return;
      }
    }
    Main.main(args);
  }
}
