package dev.sonde.engine.analysis.diagnosis;

import dev.sonde.engine.analysis.execution.Execution;
import dev.sonde.engine.analysis.execution.Forest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The findings of a run, those first that could save most; then those without a ceiling. */
public final class Diagnosis {

  /** Of wall clock; what could save less is no finding. */
  public static final double LEAST_SHARE = 0.05;

  /** Reported however little they would save, behind all that save something. */
  private static final List<String> STANDING = List.of("lost_worker");

  private static final Comparator<Finding> ORDER =
      Comparator.<Finding>comparingLong(
              finding -> finding.ceilingNanos() == null ? -1 : finding.ceilingNanos())
          .reversed()
          .thenComparing(Finding::kind)
          .thenComparing(Finding::subject);

  private Diagnosis() {}

  /** Of a run of tasks. */
  public static List<Finding> of(Execution run, Circumstances around) {
    List<Finding> found = new ArrayList<>(Always.find(around));
    Examined examined = new Examined(run);
    if (examined.turns.size() > 0 && run.wallNanos() > 0) {
      // Each plays the run again for itself, and the order of the findings is made below.
      Detectors.OF_TASKS.parallelStream()
          .map(detector -> detector.find(examined))
          .toList()
          .forEach(found::addAll);
    }
    return ordered(found, run.wallNanos());
  }

  /** Of a run of spans below spans: steps of agents, calls of services. */
  public static List<Finding> of(
      Forest forest, long startNanos, long endNanos, Circumstances around) {
    List<Finding> found = new ArrayList<>(Always.find(around));
    if (forest.spans() > 0 && endNanos > startNanos) {
      Steps steps = new Steps(forest, startNanos, endNanos);
      for (StepDetectors.StepDetector detector : StepDetectors.ALL) {
        found.addAll(detector.find(steps));
      }
    }
    return ordered(found, Math.max(0, endNanos - startNanos));
  }

  /** Without what could save too little, in their order. */
  static List<Finding> ordered(List<Finding> found, long wallNanos) {
    List<Finding> kept = new ArrayList<>();
    for (Finding finding : found) {
      Long ceiling = finding.ceilingNanos();
      if (ceiling == null
          || STANDING.contains(finding.kind())
          || ceiling >= LEAST_SHARE * wallNanos) {
        kept.add(finding);
      }
    }
    kept.sort(ORDER);
    return kept;
  }
}
