package dev.sonde.engine.analysis.diagnosis;

import java.util.List;

/** Every kind of finding about steps of agents and calls of services. A new one is added here. */
final class StepDetectors {

  /** Looks for one kind of finding among spans below spans. */
  interface StepDetector {

    /** Candidates, however small what they would save. */
    List<Finding> find(Steps run);
  }

  static final List<StepDetector> ALL =
      List.of(new QueueWait(), new SlowCall(), new RepeatedCalls(), new AgentLoop(), new Growth());

  private StepDetectors() {}
}
