package dev.sonde.app;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A workload that ran to its end beside a collector, and what it counted itself. */
final class DemoRun {

  private final Sonde sonde;
  private final Path store;
  private final Sonde.Ran ran;
  private final Map<String, Map<String, String>> counted = new LinkedHashMap<>();

  private DemoRun(Sonde sonde, Path store, Sonde.Ran ran) {
    this.sonde = sonde;
    this.store = store;
    this.ran = ran;
    Map<String, String> figures = new LinkedHashMap<>();
    for (String line : ran.out().lines().toList()) {
      if (line.matches("\\d{8}T\\d{6}-[0-9a-f]{8}")) {
        figures = new LinkedHashMap<>();
        counted.put(line, figures);
      } else if (line.startsWith("  ") && !counted.isEmpty() && line.length() > 26) {
        figures.put(line.substring(2, 27).strip(), line.substring(27).strip());
      } else if (line.startsWith("Overview")) {
        break;
      }
    }
  }

  static DemoRun of(Path folder, String... words) {
    Sonde sonde = new Sonde(folder);
    Path store = folder.resolve("demo");
    List<Object> all = new ArrayList<>(List.of("demo"));
    all.addAll(List.of(words));
    all.addAll(List.of("--http", "0", "--store", store));
    DemoRun demo = new DemoRun(sonde, store, sonde.run(all.toArray()));
    if (demo.counted.isEmpty()) {
      throw new AssertionError("no figures: " + demo.ran);
    }
    return demo;
  }

  Sonde.Ran ran() {
    return ran;
  }

  List<String> runs() {
    return List.copyOf(counted.keySet());
  }

  String counted(String run, String figure) {
    String value = counted.getOrDefault(run, Map.of()).get(figure);
    if (value == null) {
      throw new AssertionError("no '" + figure + "' of " + run + " in " + counted);
    }
    return value;
  }

  long number(String run, String figure) {
    return Long.parseLong(counted(run, figure));
  }

  /** The answer of a view on what was kept. */
  JsonNode observe(String view, Object... words) {
    List<Object> all = new ArrayList<>(List.of(view, store));
    all.addAll(List.of(words));
    return sonde.observe(all.toArray());
  }

  /** The first row of SQL, on what was kept. */
  JsonNode sql(String statement) {
    Sonde.Ran answer = sonde.run("sql", store, statement, "--json");
    if (answer.exit() != 0) {
      throw new AssertionError(answer.err());
    }
    return answer.json().at("/result/rows/0");
  }
}
