package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.diagnosis.Finding.Confidence;
import dev.sonde.engine.analysis.diagnosis.Finding.Look;
import dev.sonde.engine.words.Amounts;
import dev.sonde.engine.words.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Findings that are reported however little time they cost; they have no ceiling and stand last. */
final class Always {

  /** Of an error message, in characters. */
  private static final int LONGEST = 160;

  private Always() {}

  static List<Finding> find(Circumstances around) {
    List<Finding> found = new ArrayList<>();
    if (!around.missing().isEmpty()) {
      found.add(
          new Finding(
              "telemetry_incomplete",
              Finding.RUN,
              null,
              Confidence.HIGH,
              around.missing(),
              List.of(Look.at("check"))));
    }
    if (!around.open().isEmpty()) {
      found.add(stalled(around));
    }
    failures(around, found);
    return found;
  }

  private static Finding stalled(Circumstances around) {
    List<String> because = new ArrayList<>();
    because.add(
        "nothing began or ended for %s".formatted(Amounts.seconds(around.stillNanos() / 1e9)));
    for (Circumstances.Open open : around.open()) {
      because.add(
          "open: "
              + Names.cut(open.name())
              + (open.worker() == null ? "" : " on " + Names.cut(open.worker())));
    }
    return new Finding(
        "stalled",
        Finding.RUN,
        null,
        Confidence.HIGH,
        because,
        List.of(Look.at("blocked"), Look.at("progress"), Look.at("cluster")));
  }

  /** By prefix, of which several failed; a single task by its key. */
  private static void failures(Circumstances around, List<Finding> found) {
    Map<String, List<Circumstances.Failed>> roots = new TreeMap<>();
    long fell = around.failed().stream().filter(failed -> !failed.root()).count();
    for (Circumstances.Failed failed : around.failed()) {
      if (failed.root()) {
        roots.computeIfAbsent(prefix(failed), p -> new ArrayList<>()).add(failed);
      }
    }
    roots.forEach((prefix, failed) -> found.add(failed(prefix, failed, fell, around.stopped())));
  }

  private static String prefix(Circumstances.Failed failed) {
    return failed.prefix() == null ? failed.key() : failed.prefix();
  }

  private static Finding failed(
      String prefix, List<Circumstances.Failed> failed, long fell, long stopped) {
    Circumstances.Failed worst = failed.getFirst();
    long nanos = 0;
    for (Circumstances.Failed each : failed) {
      worst = each.blocking() > worst.blocking() ? each : worst;
      nanos += each.nanos();
    }
    List<String> because = new ArrayList<>();
    because.add(
        "%s failed, after %s of work that was thrown away"
            .formatted(
                failed.size() == 1 ? "it" : Amounts.count(failed.size()) + " tasks",
                Amounts.seconds(nanos / 1e9)));
    if (fell > 0 || stopped > 0) {
      because.add(
          "with all that failed, %s fell and %s never started"
              .formatted(Amounts.count(fell), Amounts.count(stopped)));
    }
    @Nullable String error = worst.error();
    if (error != null) {
      because.add("first error: " + cut(error));
    }
    return new Finding(
        "failures",
        failed.size() == 1 ? Finding.task(worst.key()) : Finding.prefix(prefix),
        null,
        Confidence.HIGH,
        because,
        List.of(Look.at("erred"), Look.at("task", worst.key())));
  }

  private static String cut(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
