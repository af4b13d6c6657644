package dev.sonde.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How long somebody waits for a small answer; it decides about the start-up cache and lazy work. */
final class Startup implements Scenario {

  private static final int RUNS = 9;
  private static final long SPANS = 10_000;
  private static final double VERSION_MILLIS = 150;
  private static final double VIEW_MILLIS = 350;

  @Override
  public String name() {
    return "startup";
  }

  @Override
  public String purpose() {
    return "--version, and cached views of a file of 10,000 spans";
  }

  @Override
  public void run(List<String> args) throws IOException, InterruptedException {
    try (Workspace workspace = new Workspace()) {
      Path file = workspace.resolve("spans.json");
      FriskyFile.write(file, SPANS, 1);
      Child sonde = new Child(workspace.empty("cache"));
      System.out.println(Machine.describe() + "; a spans.json of " + SPANS + " spans");
      System.out.println(Costs.heading());
      Costs version = new Costs("sonde --version", VERSION_MILLIS);
      Costs first = new Costs("overview, file not read yet", 0);
      Costs overview = new Costs("overview, cached", VIEW_MILLIS);
      Costs timeline = new Costs("timeline --by worker, cached", VIEW_MILLIS);
      for (int i = 0; i < RUNS; i++) {
        version.add(sonde.run("--version"));
        first.add(new Child(workspace.empty("fresh")).run("observe", "overview", file.toString()));
        if (i == 0) {
          sonde.run("observe", "overview", file.toString());
        }
        overview.add(sonde.run("observe", "overview", file.toString()));
        timeline.add(sonde.run("observe", "timeline", file.toString(), "--by", "worker"));
      }
      List.of(version, first, overview, timeline).forEach(c -> System.out.println(c.line()));
    }
  }
}
